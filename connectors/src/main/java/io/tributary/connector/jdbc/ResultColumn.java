package io.tributary.connector.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Reads a column by the type that the driver says it has, for databases whose columns hold values
/// of one type. Dates and times are read as the driver writes them.
public final class ResultColumn implements ColumnReader {
  private static final int NUMBER_BYTES = 9;

  private final int column;
  private final FieldVector vector;
  private final Mover mover;

  /// Moves a value that may be NULL.
  interface Mover {
    int move(ResultSet result, int column, int row) throws SQLException;
  }

  private ResultColumn(int column, FieldVector vector, Mover mover) {
    this.column = column;
    this.vector = vector;
    this.mover = mover;
  }

  /// How values are asked for that drivers do not write alike.
  public enum Reading {
    /// As the driver's text, which is in ISO 8601.
    TEXT,
    /// As objects of `java.time`, which drivers know since JDBC 4.2.
    JAVA_TIME
  }

  /// One reader for each vector, in order, with dates and times read as text.
  ///
  /// @throws io.tributary.connector.ConnectorException SOURCE_ERROR where other columns arrive than
  ///   the vectors can hold
  public static List<ColumnReader> of(
      ResultSet result, List<FieldVector> vectors, JdbcErrors errors) throws SQLException {
    return of(result, vectors, errors, Reading.TEXT);
  }

  /// One reader for each vector, in order.
  ///
  /// @throws io.tributary.connector.ConnectorException SOURCE_ERROR where other columns arrive than
  ///   the vectors can hold
  public static List<ColumnReader> of(
      ResultSet result, List<FieldVector> vectors, JdbcErrors errors, Reading reading)
      throws SQLException {
    ResultSetMetaData arriving = result.getMetaData();
    if (arriving.getColumnCount() != vectors.size()) {
      throw errors.changed(
          "%d columns arrive where %d were expected"
              .formatted(arriving.getColumnCount(), vectors.size()));
    }
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      FieldVector vector = vectors.get(i);
      Mover mover = mover(arriving.getColumnType(i + 1), vector, reading);
      if (mover == null) {
        throw errors.changed(
            "column %s arrives as %s where %s was expected"
                .formatted(
                    vector.getName(),
                    arriving.getColumnTypeName(i + 1),
                    vector.getField().getType()));
      }
      readers.add(new ResultColumn(i + 1, vector, mover));
    }
    return List.copyOf(readers);
  }

  @Override
  public String name() {
    return vector.getName();
  }

  @Override
  public int read(ResultSet result, int row) throws SQLException {
    return mover.move(result, column, row);
  }

  private static @Nullable Mover mover(int arriving, FieldVector vector, Reading reading) {
    if (reading == Reading.JAVA_TIME) {
      Mover mover = JavaTimeColumn.mover(arriving, vector);
      if (mover != null) {
        return mover;
      }
    }
    return switch (vector.getField().getType()) {
      case ArrowType.Int _, ArrowType.Bool _ -> whole(arriving, vector);
      case ArrowType.FloatingPoint _ -> isFloat(arriving) ? floating(vector) : null;
      case ArrowType.Decimal _ -> decimal(arriving, (DecimalVector) vector);
      case ArrowType.Utf8 _ -> text(arriving, (VarCharVector) vector);
      case ArrowType.Binary _ -> isText(arriving) ? null : binary((VarBinaryVector) vector);
      case ArrowType.Date _, ArrowType.Time _, ArrowType.Timestamp _ ->
          isTemporal(arriving) ? temporal(arriving, vector) : null;
      default -> null;
    };
  }

  private static @Nullable Mover whole(int arriving, FieldVector vector) {
    if (isDecimal(arriving) || vector instanceof UInt8Vector) {
      return (result, column, row) -> {
        BigDecimal value = result.getBigDecimal(column);
        if (value == null) {
          return 1;
        }
        try {
          VectorSink.whole(vector, row, value.toBigIntegerExact());
        } catch (ArithmeticException e) {
          throw new UnfitValueException(value.toPlainString() + " is no whole number");
        }
        return NUMBER_BYTES;
      };
    }
    if (!isWhole(arriving)) {
      return null;
    }
    return (result, column, row) -> {
      long value = result.getLong(column);
      if (value == 0 && result.wasNull()) {
        return 1;
      }
      VectorSink.whole(vector, row, value);
      return NUMBER_BYTES;
    };
  }

  private static Mover floating(FieldVector vector) {
    return (result, column, row) -> {
      double value = result.getDouble(column);
      if (value == 0 && result.wasNull()) {
        return 1;
      }
      VectorSink.floating(vector, row, value);
      return NUMBER_BYTES;
    };
  }

  private static @Nullable Mover decimal(int arriving, DecimalVector vector) {
    if (!isDecimal(arriving) && !isWhole(arriving)) {
      return null;
    }
    return (result, column, row) -> {
      BigDecimal value = result.getBigDecimal(column);
      if (value == null) {
        return 1;
      }
      VectorSink.decimal(vector, row, value);
      return DecimalVector.TYPE_WIDTH;
    };
  }

  /// Binary arrives where text was made comparable by its bytes.
  private static Mover text(int arriving, VarCharVector vector) {
    if (isBinary(arriving)) {
      return (result, column, row) -> {
        byte[] value = result.getBytes(column);
        if (value == null) {
          return 1;
        }
        vector.setSafe(row, value);
        return value.length + 1;
      };
    }
    return (result, column, row) -> {
      String value = result.getString(column);
      return value == null ? 1 : VectorSink.text(vector, row, value) + 1;
    };
  }

  private static Mover binary(VarBinaryVector vector) {
    return (result, column, row) -> {
      byte[] value = result.getBytes(column);
      return value == null ? 1 : VectorSink.binary(vector, row, value) + 1;
    };
  }

  private static Mover temporal(int arriving, FieldVector vector) {
    if (arriving == Types.TIMESTAMP_WITH_TIMEZONE
        && vector instanceof TimeStampMicroTZVector instants) {
      return (result, column, row) -> {
        OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
        if (value == null) {
          return 1;
        }
        VectorSink.instant(instants, row, value.toInstant());
        return NUMBER_BYTES;
      };
    }
    return (result, column, row) -> {
      String value = result.getString(column);
      if (value == null) {
        return 1;
      }
      VectorSink.temporal(vector, row, value);
      return NUMBER_BYTES;
    };
  }

  private static boolean isWhole(int type) {
    return switch (type) {
      case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          true;
      default -> false;
    };
  }

  private static boolean isDecimal(int type) {
    return type == Types.DECIMAL || type == Types.NUMERIC;
  }

  private static boolean isFloat(int type) {
    return type == Types.REAL || type == Types.FLOAT || type == Types.DOUBLE;
  }

  private static boolean isText(int type) {
    return type == Types.CHAR || type == Types.VARCHAR || type == Types.LONGVARCHAR;
  }

  private static boolean isBinary(int type) {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
      default -> false;
    };
  }

  private static boolean isTemporal(int type) {
    return switch (type) {
      case Types.DATE,
          Types.TIME,
          Types.TIMESTAMP,
          Types.TIME_WITH_TIMEZONE,
          Types.TIMESTAMP_WITH_TIMEZONE ->
          true;
      default -> false;
    };
  }
}
