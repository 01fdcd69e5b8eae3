package io.tributary.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/// A whole result: its columns' Arrow types and its rows, in order.
public record Answer(List<String> types, List<List<Object>> rows) {

  private static final MathContext DOUBLE_DIGITS = new MathContext(9);

  /// What DuckDB alone answers.
  public static Answer ofDuckDb(DuckDBConnection database, String sql, BufferAllocator allocator) {
    try (Statement statement = database.createStatement();
        DuckDBResultSet result = (DuckDBResultSet) statement.executeQuery(sql);
        ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, 4096)) {
      List<List<Object>> rows = new ArrayList<>();
      List<String> types = types(reader.getVectorSchemaRoot());
      while (reader.loadNextBatch()) {
        addRows(reader.getVectorSchemaRoot(), rows);
      }
      return new Answer(types, rows);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("DuckDB failed at " + sql, e);
    }
  }

  /// What a query answered; closes its stream.
  public static Answer of(ResultStream stream) {
    try (stream) {
      List<List<Object>> rows = new ArrayList<>();
      while (stream.next()) {
        addRows(stream.root(), rows);
      }
      return new Answer(types(stream.root()), rows);
    }
  }

  private static List<String> types(VectorSchemaRoot root) {
    return root.getSchema().getFields().stream().map(Answer::type).toList();
  }

  private static String type(Field field) {
    return field.getType() + field.getChildren().stream().map(Answer::type).toList().toString();
  }

  private static void addRows(VectorSchemaRoot root, List<List<Object>> rows) {
    for (int row = 0; row < root.getRowCount(); row++) {
      List<Object> values = new ArrayList<>();
      for (FieldVector vector : root.getFieldVectors()) {
        values.add(value(vector.getObject(row)));
      }
      rows.add(values);
    }
  }

  /// Doubles count as equal when nine digits are.
  private static Object value(Object value) {
    return switch (value) {
      case null -> "NULL";
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Double number when Double.isFinite(number) && number != 0 ->
          new BigDecimal(number).round(DOUBLE_DIGITS).stripTrailingZeros();
      default -> value.toString();
    };
  }

  /// A line of the columns' types and a line for each row, sorted unless their order counts.
  public List<String> lines(boolean ordered) {
    Stream<String> lines =
        rows.stream()
            .map(row ->
                row.stream()
                    .map(cell -> String.valueOf(cell).replace("\\", "\\\\").replace("\n", "\\n"))
                    .collect(Collectors.joining(" | ", "| ", " |")));
    return Stream.concat(Stream.of(String.join(", ", types)), ordered ? lines : lines.sorted())
        .toList();
  }

  /// Fails unless types and rows are the same; rows may come in another order unless `ordered`.
  public void assertSameAs(Answer expected, boolean ordered) {
    assertThat(types).isEqualTo(expected.types);
    if (ordered) {
      assertThat(rows).isEqualTo(expected.rows);
    } else if (!timesByRow().equals(expected.timesByRow())) {
      // Its time grows with the square of the rows, so only to show the difference.
      assertThat(rows).containsExactlyInAnyOrderElementsOf(expected.rows);
    }
  }

  private Map<List<Object>, Long> timesByRow() {
    return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
  }
}
