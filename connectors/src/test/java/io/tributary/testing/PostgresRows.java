package io.tributary.testing;

import io.tributary.testing.TpchTable.RowSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import org.postgresql.copy.CopyIn;

/// Writes rows in the text format of PostgreSQL's COPY. TPC-H's text holds nothing that this format
/// would have to escape.
final class PostgresRows implements RowSink<SQLException> {
  private static final int BUFFER_CHARACTERS = 1 << 16;

  private final CopyIn copy;
  private final RowCounter counter;
  private final StringBuilder buffer = new StringBuilder(BUFFER_CHARACTERS + 1024);
  private boolean rowStarted;

  PostgresRows(CopyIn copy, RowCounter counter) {
    this.copy = copy;
    this.counter = counter;
  }

  @Override
  public void number(TpchTable.Type type, long value) {
    separate();
    switch (type) {
      case INTEGER, BIGINT -> buffer.append(value);
      case DECIMAL -> buffer.append(BigDecimal.valueOf(value, 2).toPlainString());
      case DATE -> buffer.append(LocalDate.ofEpochDay(value));
      case TEXT -> throw new IllegalArgumentException("text is no number");
    }
  }

  @Override
  public void text(String value) {
    separate();
    buffer.append(value);
  }

  @Override
  public void endRow() throws SQLException {
    buffer.append('\n');
    rowStarted = false;
    counter.count();
    if (buffer.length() >= BUFFER_CHARACTERS) {
      flush();
    }
  }

  void flush() throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }

  private void separate() {
    if (rowStarted) {
      buffer.append('\t');
    }
    rowStarted = true;
  }
}
