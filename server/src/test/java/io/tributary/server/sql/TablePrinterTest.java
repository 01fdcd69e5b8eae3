package io.tributary.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TablePrinterTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final StringWriter text = new StringWriter();
  private final TablePrinter printer = new TablePrinter(new PrintWriter(text));

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
  }

  @Test
  void numbersStandRightAndTextLeft() {
    print(new Row("a", "1.50"), new Row("long name", "-120.00"));

    assertThat(text.toString().lines())
        .containsExactly(
            "name      |   price | day",
            "----------+---------+-----------",
            "a         |    1.50 | 2026-03-01",
            "long name | -120.00 | 2026-03-02");
  }

  @Test
  void anEmptyResultShowsItsColumns() {
    print();

    assertThat(text.toString().lines()).containsExactly("name | price | day", "-----+-------+----");
  }

  @Test
  void aMissingValueReadsNull() {
    print(new Row(null, "1.00"));

    assertThat(text.toString().lines()).last().isEqualTo("NULL |  1.00 | 2026-03-01");
  }

  @Test
  void aLineBreakInAValueDoesNotBreakTheTable() {
    print(new Row("two\nlines", "1.00"));

    assertThat(text.toString().lines()).last().asString().startsWith("two\\nlines | ");
  }

  private record Row(@Nullable String name, String price) {}

  private void print(Row... rows) {
    var name = new VarCharVector("name", allocator);
    var price = new DecimalVector("price", allocator, 15, 2);
    var day = new DateDayVector("day", allocator);
    try (var root = new VectorSchemaRoot(List.of(name, price, day))) {
      for (int row = 0; row < rows.length; row++) {
        if (rows[row].name() != null) {
          name.setSafe(row, rows[row].name().getBytes(StandardCharsets.UTF_8));
        }
        price.setSafe(row, new BigDecimal(rows[row].price()));
        day.setSafe(row, Math.toIntExact(LocalDate.of(2026, 3, 1 + row).toEpochDay()));
      }
      root.setRowCount(rows.length);
      printer.accept(root);
      printer.finish();
    }
  }
}
