package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.JdbcWriting;
import io.tributary.connector.jdbc.RowSink;
import io.tributary.connector.jdbc.ValueBinder;
import io.tributary.connector.jdbc.ValueGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.postgresql.core.BaseConnection;

/// How PostgreSQL's tables are written.
final class PostgresqlWriting implements JdbcWriting {
  private static final int MOST_CHARACTERS = 10_485_760;

  static final ValueBinder.Traits TRAITS = new ValueBinder.Traits(true, true, false, "+00:00");

  @Override
  public Optional<NewColumn> newColumn(Field wanted) {
    return switch (wanted.getType()) {
      case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
          scalar(wanted.getChildren().getFirst().getType())
              .map(element ->
                  new NewColumn(
                      element.declared() + "[]",
                      ArrowType.List.INSTANCE,
                      List.of(new Field("element", FieldType.nullable(element.type()), null))));
      case ArrowType type -> scalar(type);
    };
  }

  private static Optional<NewColumn> scalar(ArrowType wanted) {
    return Optional.ofNullable(
        switch (wanted) {
          case ArrowType.Bool bool -> NewColumn.of("boolean", bool);
          case ArrowType.Int number -> integer(number);
          case ArrowType.FloatingPoint number ->
              number.getPrecision() == FloatingPointPrecision.DOUBLE
                  ? NewColumn.of("double precision", number)
                  : number.getPrecision() == FloatingPointPrecision.SINGLE
                      ? NewColumn.of("real", number)
                      : null;
          case ArrowType.Decimal number -> decimal(number.getPrecision(), number.getScale());
          case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
              NewColumn.of("text", ArrowType.Utf8.INSTANCE);
          case ArrowType.Binary _,
              ArrowType.LargeBinary _,
              ArrowType.BinaryView _,
              ArrowType.FixedSizeBinary _ ->
              NewColumn.of("bytea", ArrowType.Binary.INSTANCE);
          case ArrowType.Date _ -> NewColumn.of("date", new ArrowType.Date(DateUnit.DAY));
          case ArrowType.Time _ ->
              NewColumn.of("time", new ArrowType.Time(TimeUnit.MICROSECOND, 64));
          case ArrowType.Timestamp type ->
              type.getTimezone() == null
                  ? NewColumn.of("timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))
                  : NewColumn.of(
                      "timestamp with time zone",
                      new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
          default -> null;
        });
  }

  @Override
  public Optional<NewColumn> newText(int maxLength, long ofRow) {
    return maxLength >= 1 && maxLength <= MOST_CHARACTERS
        ? Optional.of(NewColumn.of("varchar(%d)".formatted(maxLength), ArrowType.Utf8.INSTANCE))
        : Optional.empty();
  }

  private static NewColumn integer(ArrowType.Int wanted) {
    int bits = wanted.getIsSigned() ? wanted.getBitWidth() : 2 * wanted.getBitWidth();
    return switch (bits) {
      case 8, 16 -> NewColumn.of("smallint", new ArrowType.Int(16, true));
      case 32 -> NewColumn.of("integer", new ArrowType.Int(32, true));
      case 64 -> NewColumn.of("bigint", new ArrowType.Int(64, true));
      default -> decimal(20, 0);
    };
  }

  private static NewColumn decimal(int precision, int scale) {
    return NewColumn.of(
        "numeric(%d,%d)".formatted(precision, scale), new ArrowType.Decimal(precision, scale, 128));
  }

  @Override
  public RowSink rows(
      Connection connection, TableName table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    return CopySink.open(connection.unwrap(BaseConnection.class), table, columns, errors);
  }

  @Override
  public OptionalInt bytesOfNames() {
    return OptionalInt.of(PostgresqlGuards.NAME_BYTES);
  }

  @Override
  public ValueBinder.Traits traits() {
    return TRAITS;
  }

  /// What the declared type of a domain does not tell.
  @Override
  public List<ValueGuard> guards(
      Connection connection, TableName table, List<ColumnDescription> columns) throws SQLException {
    List<org.postgresql.core.Field> types =
        ResultTypes.ofTable(connection.unwrap(BaseConnection.class), table, columns);
    return PostgresqlGuards.of(connection, types, columns);
  }
}
