package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.JdbcWriting;
import io.tributary.connector.jdbc.RowSink;
import io.tributary.connector.jdbc.UnfitValueException;
import io.tributary.connector.jdbc.ValueGuard;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;

/// Sends rows by `COPY … FROM STDIN (FORMAT binary)`: a header, each row's fields with their
/// lengths, and a trailer.
final class CopySink implements RowSink {
  /// What the driver is given at once.
  private static final int PIECE_BYTES = 1 << 16;

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int NULL = -1;
  private static final int TRAILER = -1;

  private final BaseConnection server;
  private final String sql;
  private final List<ColumnDescription> columns;
  private final List<Field> types;
  private final List<ValueGuard> guards;
  private final JdbcErrors errors;
  private final CopyBuffer out = new CopyBuffer();
  private FieldVector[] vectors = {};
  private ColumnEncoder[] encoders = {};
  private @Nullable CopyIn copy;

  private CopySink(
      BaseConnection server,
      String sql,
      List<ColumnDescription> columns,
      List<Field> types,
      List<ValueGuard> guards,
      JdbcErrors errors) {
    this.server = server;
    this.sql = sql;
    this.columns = columns;
    this.types = types;
    this.guards = List.copyOf(guards);
    this.errors = errors;
    out.bytes(SIGNATURE);
    out.int4(0); // flags
    out.int4(0); // length of the header's extension
  }

  static CopySink open(
      BaseConnection server, TableName table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException {
    String names =
        columns.stream()
            .map(column -> JdbcWriting.quoted(column.name(), '"'))
            .collect(Collectors.joining(", "));
    // Locks the table, so that its columns stay as they are described here.
    List<Field> types = ResultTypes.ofTable(server, table, columns);
    String sql =
        "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(JdbcWriting.quoted(table, '"'), names);
    return new CopySink(
        server, sql, columns, types, PostgresqlGuards.of(server, types, columns), errors);
  }

  @Override
  public void start() throws SQLException {
    copy = server.getCopyAPI().copyIn(sql);
  }

  @Override
  public void write(VectorSchemaRoot batch) throws SQLException {
    if (encoders.length == 0) {
      bind(batch);
    }
    int rows = batch.getRowCount();
    for (int row = 0; row < rows; row++) {
      out.int2(encoders.length);
      for (int column = 0; column < encoders.length; column++) {
        if (vectors[column].isNull(row)) {
          out.int4(NULL);
        } else {
          encode(column, row);
        }
      }
      if (out.size() >= PIECE_BYTES) {
        send();
      }
    }
  }

  private void encode(int column, int row) {
    try {
      encoders[column].encode(row, out);
    } catch (UnfitValueException e) {
      throw errors.unfit(columns.get(column).name(), e.getMessage());
    }
  }

  private void bind(VectorSchemaRoot batch) {
    List<ColumnEncoder> bound = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescription column = columns.get(i);
      ValueGuard guard = guards.get(i);
      FieldVector vector = batch.getVector(i);
      bound.add(
          ColumnEncoders.of(types.get(i).getOID(), vector)
              .map(encoder -> guarded(encoder, guard, vector))
              .orElseThrow(() -> errors.unwritten(column)));
    }
    vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
    encoders = bound.toArray(ColumnEncoder[]::new);
  }

  private static ColumnEncoder guarded(
      ColumnEncoder encoder, ValueGuard guard, FieldVector vector) {
    return guard.equals(ValueGuard.NONE)
        ? encoder
        : (row, out) -> {
          guard.check(vector, row);
          encoder.encode(row, out);
        };
  }

  private void send() throws SQLException {
    started().writeToCopy(out.bytes(), 0, out.size());
    out.clear();
  }

  @Override
  public long finish() throws SQLException {
    out.int2(TRAILER);
    send();
    return started().endCopy();
  }

  private CopyIn started() {
    return Objects.requireNonNull(copy);
  }

  @Override
  public void close() throws SQLException {
    if (copy != null && copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
