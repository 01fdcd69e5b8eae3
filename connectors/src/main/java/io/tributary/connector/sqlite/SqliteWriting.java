package io.tributary.connector.sqlite;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.InsertSink;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.JdbcWriting;
import io.tributary.connector.jdbc.RowSink;
import io.tributary.connector.jdbc.ValueBinder;
import io.tributary.connector.jdbc.ValueGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How SQLite's tables are written. It would keep NaN as NULL, and decimals of more digits than a
/// double has as other numbers.
final class SqliteWriting implements JdbcWriting {
  private static final ArrowType.Int WHOLE = new ArrowType.Int(64, true);

  private static final ValueBinder.Traits TRAITS = new ValueBinder.Traits(false, true, true, "", 6);

  @Override
  public Optional<NewColumn> newColumn(Field wanted) {
    return Optional.ofNullable(
        switch (wanted.getType()) {
          case ArrowType.Bool bool -> NewColumn.of("BOOLEAN", bool);
          case ArrowType.Int number ->
              number.getIsSigned() || number.getBitWidth() < 64
                  ? NewColumn.of("INTEGER", WHOLE)
                  : null;
          case ArrowType.FloatingPoint _ ->
              NewColumn.of("REAL", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
          case ArrowType.Decimal number ->
              number.getPrecision() <= SqliteTypes.MOST_DIGITS
                  ? NewColumn.of(
                      "DECIMAL(%d,%d)".formatted(number.getPrecision(), number.getScale()), number)
                  : null;
          case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
              NewColumn.of("TEXT", ArrowType.Utf8.INSTANCE);
          case ArrowType.Binary _,
              ArrowType.LargeBinary _,
              ArrowType.BinaryView _,
              ArrowType.FixedSizeBinary _ ->
              NewColumn.of("BLOB", ArrowType.Binary.INSTANCE);
          case ArrowType.Date _ -> NewColumn.of("DATE", new ArrowType.Date(DateUnit.DAY));
          case ArrowType.Time _ ->
              NewColumn.of("TIME", new ArrowType.Time(TimeUnit.MICROSECOND, 64));
          case ArrowType.Timestamp type ->
              type.getTimezone() == null
                  ? NewColumn.of("TIMESTAMP", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))
                  : null;
          default -> null;
        });
  }

  @Override
  public ValueBinder.Traits traits() {
    return TRAITS;
  }

  /// In place of the one that the driver has begun, and begins again after each: that would hold
  /// the file for as long as the connection is kept. This one waits for other writers now, and not
  /// when it has read what they change.
  @Override
  public void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("COMMIT");
      statement.execute("BEGIN IMMEDIATE");
    }
  }

  @Override
  public RowSink rows(
      Connection connection, String table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    return InsertSink.prepare(connection, table, columns, this, errors);
  }

  /// Texts in columns of numbers are numbers, even where such a column is read as text.
  @Override
  public ValueGuard guard(ColumnDescription column) {
    String declared = column.sourceType();
    SqliteAffinity affinity = SqliteAffinity.of(declared);
    return ValueGuard.texts(
        affinity::keeps,
        "texts that look like numbers as such, which would be another text: declare it TEXT in"
            + " place of "
            + declared);
  }

  /// Any value may be in any column.
  @Override
  public boolean alters(ColumnDescription column) {
    return true;
  }

  @Override
  public String truncate(String table) {
    return "DELETE FROM " + table;
  }
}
