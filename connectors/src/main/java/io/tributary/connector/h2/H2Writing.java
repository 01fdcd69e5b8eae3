package io.tributary.connector.h2;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.InsertSink;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.JdbcWriting;
import io.tributary.connector.jdbc.RowSink;
import io.tributary.connector.jdbc.ValueBinder;
import io.tributary.connector.jdbc.ValueGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How H2's tables are written.
final class H2Writing implements JdbcWriting {
  private static final ValueBinder.Traits TRAITS =
      new ValueBinder.Traits(true, true, false, "+00:00");

  @Override
  public Optional<NewColumn> newColumn(Field wanted) {
    return Optional.ofNullable(
        switch (wanted.getType()) {
          case ArrowType.Bool bool -> NewColumn.of("BOOLEAN", bool);
          case ArrowType.Int number -> integer(number);
          case ArrowType.FloatingPoint number ->
              number.getPrecision() == FloatingPointPrecision.DOUBLE
                  ? NewColumn.of("DOUBLE PRECISION", number)
                  : NewColumn.of(
                      "REAL", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
          case ArrowType.Decimal number -> decimal(number.getPrecision(), number.getScale());
          case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
              NewColumn.of("CHARACTER VARYING", ArrowType.Utf8.INSTANCE);
          case ArrowType.Binary _,
              ArrowType.LargeBinary _,
              ArrowType.BinaryView _,
              ArrowType.FixedSizeBinary _ ->
              NewColumn.of("BINARY VARYING", ArrowType.Binary.INSTANCE);
          case ArrowType.Date _ -> NewColumn.of("DATE", new ArrowType.Date(DateUnit.DAY));
          case ArrowType.Time _ ->
              NewColumn.of("TIME(6)", new ArrowType.Time(TimeUnit.MICROSECOND, 64));
          case ArrowType.Timestamp type ->
              type.getTimezone() == null
                  ? NewColumn.of(
                      "TIMESTAMP(6)", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))
                  : NewColumn.of(
                      "TIMESTAMP(6) WITH TIME ZONE",
                      new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
          default -> null;
        });
  }

  private static NewColumn integer(ArrowType.Int wanted) {
    int bits = wanted.getIsSigned() ? wanted.getBitWidth() : 2 * wanted.getBitWidth();
    return switch (bits) {
      case 8 -> NewColumn.of("TINYINT", new ArrowType.Int(8, true));
      case 16 -> NewColumn.of("SMALLINT", new ArrowType.Int(16, true));
      case 32 -> NewColumn.of("INTEGER", new ArrowType.Int(32, true));
      case 64 -> NewColumn.of("BIGINT", new ArrowType.Int(64, true));
      default -> decimal(20, 0);
    };
  }

  private static NewColumn decimal(int precision, int scale) {
    return NewColumn.of(
        "NUMERIC(%d, %d)".formatted(precision, scale),
        new ArrowType.Decimal(precision, scale, 128));
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

  /// A `BINARY(4)` is filled up with zeros, a `CHARACTER(4)` with blanks, and a `TIME(9)` rounded.
  @Override
  public ValueGuard guard(ColumnDescription column) {
    return H2Guards.of(column);
  }

  @Override
  public Renaming renaming() {
    return Renaming.ALONE;
  }
}
