package io.tributary.server.sql;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Prints batches as a table with aligned columns.
///
/// Columns are as wide as the first rows need, so that the first row need not wait for the last.
public final class TablePrinter implements Consumer<VectorSchemaRoot> {
  private static final int ROWS_MEASURED = 1000;

  private final PrintWriter out;
  private final List<String[]> waiting = new ArrayList<>();
  private List<Field> columns = List.of();
  private int[] widths = new int[0];
  private boolean headerPrinted;

  public TablePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(VectorSchemaRoot batch) {
    columns = batch.getSchema().getFields();
    for (int row = 0; row < batch.getRowCount(); row++) {
      var cells = new String[columns.size()];
      for (int column = 0; column < cells.length; column++) {
        FieldVector vector = batch.getVector(column);
        cells[column] = CellText.of(vector, row);
      }
      if (headerPrinted) {
        printRow(cells);
      } else {
        waiting.add(cells);
        if (waiting.size() == ROWS_MEASURED) {
          flush();
        }
      }
    }
  }

  /// Prints what was held back to measure it. To be called once after the last batch.
  public void finish() {
    if (!headerPrinted) {
      flush();
    }
    out.flush();
  }

  private void flush() {
    widths = columns.stream().mapToInt(column -> width(column.getName())).toArray();
    for (String[] cells : waiting) {
      for (int column = 0; column < cells.length; column++) {
        widths[column] = Math.max(widths[column], width(cells[column]));
      }
    }
    printRow(columns.stream().map(Field::getName).toArray(String[]::new));
    out.println(
        String.join("-+-", Arrays.stream(widths).mapToObj("-"::repeat).toArray(String[]::new)));
    waiting.forEach(this::printRow);
    waiting.clear();
    headerPrinted = true;
  }

  private void printRow(String[] cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.length; column++) {
      String padding = " ".repeat(Math.max(0, widths[column] - width(cells[column])));
      line.append(column == 0 ? "" : " | ");
      line.append(
          isNumber(columns.get(column)) ? padding + cells[column] : cells[column] + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNumber(Field column) {
    return column.getType() instanceof ArrowType.Int
        || column.getType() instanceof ArrowType.Decimal
        || column.getType() instanceof ArrowType.FloatingPoint;
  }
}
