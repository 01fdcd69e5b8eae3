package io.tributary.testing;

import io.tributary.testing.TpchTable.RowSink;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/// Appends rows to a table of DuckDB.
final class DuckDbRows implements RowSink<SQLException> {
  private final DuckDBAppender appender;
  private final RowCounter counter;
  private boolean rowStarted;

  DuckDbRows(DuckDBAppender appender, RowCounter counter) {
    this.appender = appender;
    this.counter = counter;
  }

  @Override
  public void number(TpchTable.Type type, long value) throws SQLException {
    startRow();
    switch (type) {
      case INTEGER -> appender.append(Math.toIntExact(value));
      case BIGINT -> appender.append(value);
      case DECIMAL -> appender.appendDecimal(value);
      case DATE -> appender.appendEpochDays(Math.toIntExact(value));
      case TEXT -> throw new IllegalArgumentException("text is no number");
    }
  }

  @Override
  public void text(String value) throws SQLException {
    startRow();
    appender.append(value);
  }

  @Override
  public void endRow() throws SQLException {
    appender.endRow();
    rowStarted = false;
    counter.count();
  }

  private void startRow() throws SQLException {
    if (!rowStarted) {
      appender.beginRow();
      rowStarted = true;
    }
  }
}
