package io.tributary.connector.sqlite;

import io.tributary.connector.jdbc.ColumnReader;
import io.tributary.connector.jdbc.UnfitValueException;
import io.tributary.connector.jdbc.VectorSink;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Reads values by what each one is, which in SQLite need not be what its column declares.
///
/// @param column from 1 on
record SqliteColumn(int column, FieldVector vector) implements ColumnReader {
  private static final int NUMBER_BYTES = 9;

  static List<ColumnReader> of(List<FieldVector> vectors) {
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      readers.add(new SqliteColumn(i + 1, vectors.get(i)));
    }
    return List.copyOf(readers);
  }

  @Override
  public String name() {
    return vector.getName();
  }

  @Override
  public int read(ResultSet result, int row) throws SQLException {
    return switch (result.getObject(column)) {
      case null -> 1;
      case Integer value -> integer(row, value);
      case Long value -> integer(row, value);
      case Double value -> real(row, value);
      case String value -> text(row, value);
      case byte[] value when vector instanceof VarBinaryVector binary ->
          VectorSink.binary(binary, row, value) + 1;
      case byte[] _ -> throw unfit("a BLOB");
      case Object other -> throw unfit("a " + other.getClass().getSimpleName());
    };
  }

  private int integer(int row, long value) {
    switch (vector) {
      case DecimalVector decimals -> VectorSink.decimal(decimals, row, BigDecimal.valueOf(value));
      case Float8Vector doubles when Math.abs(value) <= 1L << 53 ->
          doubles.setSafe(row, (double) value);
      default -> {
        if (!(vector.getField().getType() instanceof ArrowType.Int
            || vector.getField().getType() instanceof ArrowType.Bool)) {
          throw unfit("the INTEGER " + value);
        }
        VectorSink.whole(vector, row, value);
      }
    }
    return NUMBER_BYTES;
  }

  /// A decimal is what its shortest notation says, as SQLite itself writes it.
  private int real(int row, double value) {
    switch (vector) {
      case Float8Vector doubles -> doubles.setSafe(row, value);
      case DecimalVector decimals when Double.isFinite(value) ->
          VectorSink.decimal(decimals, row, BigDecimal.valueOf(value));
      default -> throw unfit("the REAL " + value);
    }
    return NUMBER_BYTES;
  }

  private int text(int row, String value) {
    if (vector instanceof VarCharVector texts) {
      return VectorSink.text(texts, row, value) + 1;
    }
    switch (vector.getField().getType()) {
      case ArrowType.Date _, ArrowType.Time _, ArrowType.Timestamp _ ->
          VectorSink.temporal(vector, row, value);
      default -> throw unfit("the TEXT '%s'".formatted(shortened(value)));
    }
    return value.length();
  }

  private UnfitValueException unfit(String what) {
    return new UnfitValueException(
        "%s is stored where the table declares %s".formatted(what, vector.getField().getType()));
  }

  private static String shortened(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }
}
