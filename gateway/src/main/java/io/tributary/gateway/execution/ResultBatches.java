package io.tributary.gateway.execution;

import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// The user's columns, under their names, taken from the last step's batches without copying.
final class ResultBatches implements AutoCloseable {

  private final List<OutputColumn> output;
  private final VectorSchemaRoot root;
  private final VectorLoader loader;

  /// @param lastStep schema of the batches to come
  ResultBatches(Schema lastStep, List<OutputColumn> output, BufferAllocator allocator) {
    this.output = output;
    this.root = VectorSchemaRoot.create(resultSchema(lastStep, output), allocator);
    this.loader = new VectorLoader(root);
  }

  static Schema resultSchema(Schema lastStep, List<OutputColumn> output) {
    List<Field> fields = new ArrayList<>();
    for (OutputColumn column : output) {
      Field field = lastStep.getFields().get(column.index());
      fields.add(
          new Field(column.name(), FieldType.nullable(field.getType()), field.getChildren()));
    }
    return new Schema(fields);
  }

  VectorSchemaRoot root() {
    return root;
  }

  void load(VectorSchemaRoot batch) {
    List<FieldVector> vectors =
        output.stream().map(column -> batch.getVector(column.index())).toList();
    var selected =
        new VectorSchemaRoot(
            vectors.stream().map(FieldVector::getField).toList(), vectors, batch.getRowCount());
    try (ArrowRecordBatch buffers = new VectorUnloader(selected).getRecordBatch()) {
      loader.load(buffers);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
