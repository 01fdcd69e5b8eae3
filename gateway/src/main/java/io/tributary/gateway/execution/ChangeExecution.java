package io.tributary.gateway.execution;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.RunningChange;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// A change on its way, whose one row of a result says how many rows it was about.
final class ChangeExecution implements Execution {

  /// As DuckDB answers statements that change rows.
  static final Schema RESULT =
      new Schema(List.of(Field.nullable("Count", new ArrowType.Int(64, true))));

  private final Change change;
  private final Optional<RowSupply> supply;
  private final Optional<Execution> query;
  private final QueryMemory memory;
  private final VectorSchemaRoot root;
  private @Nullable ArrowReader rows;
  private volatile @Nullable RunningChange running;
  private volatile @Nullable GatewayException stopped;
  private boolean done;

  /// @param query that gives the rows, if one does
  /// @param supply of the rows, if it writes any
  ChangeExecution(
      Change change, Optional<Execution> query, Optional<RowSupply> supply, QueryMemory memory) {
    this.change = change;
    this.query = query;
    this.supply = supply;
    this.memory = memory;
    this.root = VectorSchemaRoot.create(RESULT, memory.allocator());
  }

  @Override
  public void open() {
    supply.ifPresent(RowSupply::open);
    rows = supply.orElseGet(NoRows::new).assigned(change, memory.allocator());
    try {
      // What is done is told, whatever memory there is then.
      root.getVector(0).setInitialCapacity(1);
      root.allocateNew();
      running = change.writer().start(change.change(), rows, memory.allocator());
    } catch (ConnectorException e) {
      throw failure(GatewayException.of(e));
    } catch (OutOfMemoryException e) {
      throw failure(GatewayException.of(memory.batchDoesNotFit(e)));
    }
    stopIfTold();
  }

  /// A stop may come before there is anything to stop.
  private void stopIfTold() {
    RunningChange told = running;
    if (stopped != null && told != null) {
      told.cancel();
    }
  }

  private GatewayException failure(GatewayException otherwise) {
    GatewayException reason = stopped;
    return reason == null ? otherwise : reason;
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public boolean next() {
    RunningChange begun = running;
    if (done || begun == null) {
      return false;
    }
    done = true;
    long count;
    try {
      count = begun.run();
    } catch (ConnectorException e) {
      throw failure(GatewayException.of(e));
    } catch (GatewayException e) {
      throw failure(e);
    } catch (OutOfMemoryException e) {
      throw failure(GatewayException.of(memory.batchDoesNotFit(e)));
    }
    change.onDone().run();
    ((BigIntVector) root.getVector(0)).set(0, count);
    root.setRowCount(1);
    return true;
  }

  @Override
  public boolean isChange() {
    return true;
  }

  @Override
  public String route() {
    return query.map(Execution::route).orElse("native");
  }

  @Override
  public List<FragmentProgress> progress() {
    return query.map(Execution::progress).orElse(List.of());
  }

  @Override
  public void stop(GatewayException reason) {
    if (stopped == null) {
      stopped = reason;
    }
    supply.ifPresent(from -> from.stop(reason));
    stopIfTold();
  }

  @Override
  public void close() {
    RunningChange begun = running;
    if (begun != null) {
      begun.close();
    }
    closeRows();
    supply.ifPresent(RowSupply::close);
    root.close();
    memory.close();
  }

  private void closeRows() {
    ArrowReader read = rows;
    if (read != null) {
      try {
        read.close(true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// For changes that write none.
  private static final class NoRows implements RowSupply {
    private final VectorSchemaRoot none = VectorSchemaRoot.of();

    @Override
    public void open() {}

    @Override
    public VectorSchemaRoot root() {
      return none;
    }

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public void stop(GatewayException reason) {}

    @Override
    public void close() {}
  }
}
