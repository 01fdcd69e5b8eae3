package io.tributary.connector.sqlite;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.InsertSink;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.JdbcWriting;
import io.tributary.connector.jdbc.RowSink;
import io.tributary.connector.jdbc.ValueBinder;
import io.tributary.connector.jdbc.ValueGuard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
  private static final String STRICT =
      "SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = ?";

  private static final ArrowType.Int WHOLE = new ArrowType.Int(64, true);

  private static final ValueBinder.Traits TRAITS = new ValueBinder.Traits(false, true, true, "");

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
      Connection connection, TableName table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    return InsertSink.prepare(connection, table, columns, this, errors);
  }

  @Override
  public List<ValueGuard> guards(
      Connection connection, TableName table, List<ColumnDescription> columns) throws SQLException {
    boolean strict = isStrict(connection, table);
    return columns.stream().map(column -> guard(column, strict)).toList();
  }

  private static boolean isStrict(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement asking = connection.prepareStatement(STRICT)) {
      asking.setString(1, table.table());
      try (ResultSet rows = asking.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /// Texts in columns of numbers are numbers, even where such a column is read as text. Nothing is
  /// computed: any value may be in any column.
  private ValueGuard guard(ColumnDescription column, boolean strict) {
    String declared = column.sourceType();
    SqliteAffinity affinity = SqliteAffinity.of(declared, strict);
    return guard(column)
        .and(
            ValueGuard.texts(
                affinity::keeps,
                "texts that look like numbers as such, which would be another text: declare it TEXT"
                    + " in place of "
                    + declared));
  }

  /// A table may say `ON CONFLICT IGNORE` or `REPLACE`.
  @Override
  public String failing(String verb) {
    return verb + " OR ABORT";
  }

  @Override
  public String truncate(String table) {
    return "DELETE FROM " + table;
  }
}
