package io.tributary.trino;

import static io.tributary.trino.TributaryErrorCode.TRIBUTARY_TABLE_CHANGED;
import static io.trino.spi.StandardErrorCode.NUMERIC_VALUE_OUT_OF_RANGE;

import io.trino.spi.Page;
import io.trino.spi.TrinoException;
import io.trino.spi.block.Block;
import io.trino.spi.block.VariableWidthBlock;
import io.trino.spi.connector.ConnectorPageSource;
import io.trino.spi.connector.MemoryContext;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.connector.SourcePage;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarcharType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// Turns the Arrow batches of a split into Trino's pages, one for one.
final class TributaryPageSource implements ConnectorPageSource {

  private final GatewayStream stream;
  private final SchemaTableName table;
  private final List<TributaryColumnHandle> columns;
  private final ArrowTypes types;
  private final MemoryContext memory;

  private long completedBytes;
  private long completedPositions;
  private long readTimeNanos;
  private boolean finished;

  /// @param columns what Trino wants, in its order
  TributaryPageSource(
      GatewayStream stream,
      SchemaTableName table,
      List<TributaryColumnHandle> columns,
      ArrowTypes types,
      MemoryContext memory) {
    this.stream = stream;
    this.table = table;
    this.columns = columns;
    this.types = types;
    this.memory = memory;
  }

  @Override
  public @Nullable SourcePage getNextSourcePage() {
    long start = System.nanoTime();
    try {
      if (!stream.next()) {
        finished = true;
        memory.setBytes(0);
        return null;
      }
      return SourcePage.create(page(stream.batch()));
    } finally {
      readTimeNanos += System.nanoTime() - start;
    }
  }

  private Page page(VectorSchemaRoot batch) {
    int positions = batch.getRowCount();
    long arrowBytes = batch.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
    Block[] blocks = new Block[columns.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block(columns.get(i), batch, positions);
    }
    Page page = new Page(positions, blocks);
    memory.setBytes(arrowBytes + page.getRetainedSizeInBytes());
    completedBytes += arrowBytes;
    completedPositions += positions;
    return page;
  }

  private Block block(TributaryColumnHandle column, VectorSchemaRoot batch, int positions) {
    FieldVector vector = batch.getVector(column.name());
    Optional<Type> type =
        Optional.ofNullable(vector).flatMap(found -> types.trinoType(found.getField()));
    if (vector == null || !types.comesAs(column.type(), vector.getField())) {
      throw new TrinoException(
          TRIBUTARY_TABLE_CHANGED,
          "Column %s of %s was %s and is now %s: run the query again"
              .formatted(
                  column.name(),
                  table,
                  column.type().getDisplayName(),
                  type.map(Type::getDisplayName).orElse("something else")));
    }
    try {
      Block block = ArrowBlocks.block(vector, column.type(), positions);
      if (column.type() instanceof VarcharType text
          && !text.isUnbounded()
          && ArrowTextBlocks.isAnyLonger((VariableWidthBlock) block, text.getBoundedLength())) {
        throw new TrinoException(
            TRIBUTARY_TABLE_CHANGED,
            "Column %s of %s was %s and holds a longer text now: run the query again; if it stays so, the source does not see to that length"
                .formatted(column.name(), table, text.getDisplayName()));
      }
      return block;
    } catch (ArithmeticException error) {
      throw new TrinoException(
          NUMERIC_VALUE_OUT_OF_RANGE,
          "Column %s of %s holds a value that %s cannot hold: %s"
              .formatted(column.name(), table, column.type().getDisplayName(), error.getMessage()),
          error);
    }
  }

  @Override
  public long getCompletedBytes() {
    return completedBytes;
  }

  @Override
  public OptionalLong getCompletedPositions() {
    return OptionalLong.of(completedPositions);
  }

  @Override
  public long getReadTimeNanos() {
    return readTimeNanos;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public void close() {
    finished = true;
    stream.close();
  }
}
