package io.tributary.gateway.execution;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.Assignment.Assigned;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows in the types of the columns that they are written to. Closing them ends the query that they
/// come from.
final class AssignedReader extends ArrowReader {

  private final RowSupply supply;
  private final String table;
  private final Schema schema;
  private final List<Assignment> assignments;
  private final List<Assigned> assigned = new ArrayList<>();
  private VectorSchemaRoot batch;
  private long rowsBefore;

  /// @param change whose columns the rows become, column by column
  AssignedReader(RowSupply supply, Change change, BufferAllocator allocator) {
    super(allocator);
    this.supply = supply;
    this.table = change.table();
    this.schema = new Schema(change.columns().stream().map(ColumnDescription::field).toList());
    this.assignments = List.copyOf(change.assignments());
    this.batch = VectorSchemaRoot.create(schema, allocator);
  }

  @Override
  public boolean loadNextBatch() {
    if (!supply.next()) {
      return false;
    }
    VectorSchemaRoot from = supply.root();
    if (assigned.isEmpty()) {
      bind(from);
    }
    int rows = from.getRowCount();
    for (int i = 0; i < assigned.size(); i++) {
      take(i, rows);
    }
    List<FieldVector> vectors = assigned.stream().map(Assigned::vector).toList();
    batch = new VectorSchemaRoot(schema.getFields(), vectors, rows);
    rowsBefore += rows;
    return true;
  }

  private void bind(VectorSchemaRoot from) {
    for (int i = 0; i < assignments.size(); i++) {
      assigned.add(assignments.get(i).bind(from.getVector(i), allocator));
    }
  }

  private void take(int column, int rows) {
    try {
      assigned.get(column).take(rows);
    } catch (Assignment.UnfitException e) {
      Field field = schema.getFields().get(column);
      throw new GatewayException(
          ErrorCode.DATA_ERROR,
          "column %s of %s: %s; nothing was written"
              .formatted(field.getName(), table, e.getMessage()));
    }
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    return batch;
  }

  @Override
  protected Schema readSchema() {
    return schema;
  }

  @Override
  public long bytesRead() {
    return rowsBefore;
  }

  @Override
  public void close(boolean closeReadSource) {
    assigned.forEach(Assigned::close);
    assigned.clear();
    supply.close();
  }

  @Override
  protected void closeReadSource() {}
}
