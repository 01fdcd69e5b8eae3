package io.tributary.testing;

import io.tributary.testing.TpchTable.RowSink;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/// Inserts rows by a prepared statement, in batches. Decimals and dates go as text, which every
/// database takes for its own columns.
final class JdbcRows implements RowSink<SQLException> {
  private static final int BATCH_ROWS = 1000;

  private final PreparedStatement insert;
  private int column;
  private int rows;

  JdbcRows(PreparedStatement insert) {
    this.insert = insert;
  }

  @Override
  public void number(TpchTable.Type type, long value) throws SQLException {
    column++;
    switch (type) {
      case INTEGER, BIGINT -> insert.setLong(column, value);
      case DECIMAL -> insert.setString(column, BigDecimal.valueOf(value, 2).toPlainString());
      case DATE -> insert.setString(column, LocalDate.ofEpochDay(value).toString());
      case TEXT -> throw new IllegalArgumentException("text is no number");
    }
  }

  @Override
  public void text(String value) throws SQLException {
    column++;
    insert.setString(column, value);
  }

  @Override
  public void endRow() throws SQLException {
    insert.addBatch();
    column = 0;
    rows++;
    if (rows % BATCH_ROWS == 0) {
      flush();
    }
  }

  void flush() throws SQLException {
    insert.executeBatch();
  }
}
