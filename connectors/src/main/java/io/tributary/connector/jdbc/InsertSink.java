package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Sends rows by a prepared `INSERT`, many at once.
public final class InsertSink implements RowSink {
  /// Rows that the driver is given at once.
  private static final int BATCH_ROWS = 1_000;

  private final PreparedStatement insert;
  private final List<ColumnDescription> columns;
  private final List<ValueGuard> guards;
  private final ValueBinder.Traits traits;
  private final JdbcErrors errors;
  private FieldVector[] vectors = {};
  private ValueBinder[] binders = {};
  private int waiting;
  private long sent;

  private InsertSink(
      PreparedStatement insert,
      List<ColumnDescription> columns,
      List<ValueGuard> guards,
      ValueBinder.Traits traits,
      JdbcErrors errors) {
    this.insert = insert;
    this.columns = columns;
    this.guards = List.copyOf(guards);
    this.traits = traits;
    this.errors = errors;
  }

  public static InsertSink prepare(
      Connection connection,
      TableName table,
      List<ColumnDescription> columns,
      JdbcWriting writing,
      JdbcErrors errors)
      throws SQLException {
    char quote = errors.database().dialect().identifierQuote();
    String names =
        columns.stream()
            .map(column -> JdbcWriting.quoted(column.name(), quote))
            .collect(Collectors.joining(", "));
    String values = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    return new InsertSink(
        connection.prepareStatement(
            "%s INTO %s (%s) VALUES (%s)"
                .formatted(
                    writing.failing("INSERT"), JdbcWriting.quoted(table, quote), names, values)),
        columns,
        writing.guards(connection, table, columns),
        writing.traits(),
        errors);
  }

  @Override
  public void start() {}

  @Override
  public void write(VectorSchemaRoot batch) throws SQLException {
    if (binders.length == 0) {
      bind(batch);
    }
    int rows = batch.getRowCount();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < binders.length; column++) {
        bind(column, row);
      }
      insert.addBatch();
      waiting++;
      if (waiting == BATCH_ROWS) {
        send();
      }
    }
  }

  private void bind(VectorSchemaRoot batch) {
    List<ValueBinder> bound = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescription column = columns.get(i);
      bound.add(
          ValueBinder.of(batch.getVector(i), guards.get(i), traits)
              .orElseThrow(() -> errors.unwritten(column)));
    }
    vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
    binders = bound.toArray(ValueBinder[]::new);
  }

  private void bind(int column, int row) throws SQLException {
    if (vectors[column].isNull(row)) {
      errors.requireNullable(columns.get(column));
      insert.setObject(column + 1, null);
      return;
    }
    try {
      binders[column].bind(insert, column + 1, row);
    } catch (UnfitValueException e) {
      throw errors.unfit(columns.get(column).name(), e.getMessage());
    }
  }

  private void send() throws SQLException {
    insert.executeBatch();
    sent += waiting;
    waiting = 0;
  }

  @Override
  public long finish() throws SQLException {
    if (waiting > 0) {
      send();
    }
    return sent;
  }

  @Override
  public void cancel() throws SQLException {
    insert.cancel();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
