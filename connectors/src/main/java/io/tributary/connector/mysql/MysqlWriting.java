package io.tributary.connector.mysql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableChange;
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

/// How MariaDB's and MySQL's tables are written.
final class MysqlWriting implements JdbcWriting {
  private static final int MOST_SCALE = 30;

  /// Half of the 65,535 bytes that a row may have, at four bytes a character: other columns have
  /// the rest.
  private static final int MOST_CHARACTERS_OF_ROW = 8_000;

  /// Keys of other tables.
  private static final String REFERENCES =
      """
      SELECT constraint_name, table_schema, table_name FROM information_schema.key_column_usage
      WHERE referenced_table_schema = ? AND referenced_table_name = ?
      AND (table_schema <> referenced_table_schema OR table_name <> referenced_table_name) LIMIT 1\
      """;

  private static final ValueBinder.Traits TRAITS = new ValueBinder.Traits(false, false, false, "");

  @Override
  public Optional<NewColumn> newColumn(Field wanted) {
    return Optional.ofNullable(
        switch (wanted.getType()) {
          case ArrowType.Bool bool -> NewColumn.of("bit(1)", bool);
          case ArrowType.Int number -> NewColumn.of(integer(number), number);
          case ArrowType.FloatingPoint number ->
              number.getPrecision() == FloatingPointPrecision.DOUBLE
                  ? NewColumn.of("double", number)
                  : NewColumn.of(
                      "float", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
          case ArrowType.Decimal number ->
              number.getScale() > MOST_SCALE
                  ? null
                  : NewColumn.of(
                      "decimal(%d,%d)".formatted(number.getPrecision(), number.getScale()), number);
          case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ -> text("longtext");
          case ArrowType.Binary _,
              ArrowType.LargeBinary _,
              ArrowType.BinaryView _,
              ArrowType.FixedSizeBinary _ ->
              NewColumn.of("longblob", ArrowType.Binary.INSTANCE);
          case ArrowType.Date _ -> NewColumn.of("date", new ArrowType.Date(DateUnit.DAY));
          case ArrowType.Time _ ->
              NewColumn.of("time(6)", new ArrowType.Time(TimeUnit.MICROSECOND, 64));
          case ArrowType.Timestamp type ->
              type.getTimezone() == null
                  ? NewColumn.of("datetime(6)", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))
                  : NewColumn.of(
                      instant(wanted), new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
          default -> null;
        });
  }

  /// Texts with a length are part of a row, others are kept beside it.
  @Override
  public Optional<NewColumn> newText(int maxLength, long ofRow) {
    return maxLength >= 1 && ofRow <= MOST_CHARACTERS_OF_ROW
        ? Optional.of(text("varchar(%d)".formatted(maxLength)))
        : Optional.empty();
  }

  private static NewColumn text(String type) {
    return NewColumn.of(
        type + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", ArrowType.Utf8.INSTANCE);
  }

  /// Without a word about it, a server may set the column at every change of its row.
  private static String instant(Field wanted) {
    return wanted.isNullable()
        ? "timestamp(6) NULL DEFAULT NULL"
        : "timestamp(6) DEFAULT CURRENT_TIMESTAMP(6)";
  }

  private static String integer(ArrowType.Int number) {
    String name =
        switch (number.getBitWidth()) {
          case 8 -> "tinyint";
          case 16 -> "smallint";
          case 32 -> "int";
          default -> "bigint";
        };
    return number.getIsSigned() ? name : name + " unsigned";
  }

  @Override
  public ValueBinder.Traits traits() {
    return TRAITS;
  }

  @Override
  public RowSink rows(
      Connection connection, TableName table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    return InsertSink.prepare(connection, table, columns, this, errors);
  }

  /// A `datetime` without digits has whole seconds, a `double(7,2)` two digits, a `binary(4)` is
  /// filled up with zeros, a `char(4)` has no blanks at its end, and to a `year` a 5 is 2005.
  @Override
  public ValueGuard guard(ColumnDescription column) {
    return MysqlGuards.of(column);
  }

  /// Assignments are made from left to right, and see what those before them made, unless the
  /// session's mode says otherwise, which MySQL does not know.
  @Override
  public void checkAssignments(Connection connection, TableChange.Update update, JdbcErrors errors)
      throws SQLException {
    if (!update.readsWhatItChanges()) {
      return;
    }
    try (Statement asking = connection.createStatement();
        ResultSet mode = asking.executeQuery("SELECT @@sql_mode")) {
      if (!mode.next() || !mode.getString(1).contains("SIMULTANEOUS_ASSIGNMENT")) {
        throw new ConnectorException(
            ErrorCode.NOT_SUPPORTED,
            "source %s: the server assigns from left to right, so that no value can be computed from a column that the same UPDATE changes: write several"
                .formatted(errors.source()));
      }
    }
  }

  /// A foreign key goes with the table that it references, whatever name that gets.
  @Override
  public void checkReplaceable(Connection connection, TableName replaced, JdbcErrors errors)
      throws SQLException {
    try (PreparedStatement asking = connection.prepareStatement(REFERENCES)) {
      asking.setString(1, replaced.schema());
      asking.setString(2, replaced.table());
      try (ResultSet key = asking.executeQuery()) {
        if (key.next()) {
          throw new ConnectorException(
              ErrorCode.NOT_SUPPORTED,
              "source %s: %s is not replaced, as the foreign key %s of %s.%s references it: drop the key first"
                  .formatted(
                      errors.source(),
                      replaced,
                      key.getString(1),
                      key.getString(2),
                      key.getString(3)));
        }
      }
    }
  }

  @Override
  public Renaming renaming() {
    return Renaming.AT_ONCE;
  }
}
