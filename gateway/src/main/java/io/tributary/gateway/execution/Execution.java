package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/// A plan that runs. One thread at a time opens it, pulls batches and closes it; any thread may
/// stop it. Every failure is a [GatewayException].
public sealed interface Execution extends AutoCloseable
    permits NativeExecution, DuckDbExecution, KeptExecution, ChangeExecution {

  /// Starts, and returns when the result's schema is known.
  void open();

  /// Holds the current batch; always the same object once [#open] has returned.
  VectorSchemaRoot root();

  /// Loads the next batch.
  ///
  /// @return false after the last
  boolean next();

  /// Whether [#next] makes a change, which is made when it has returned.
  default boolean isChange() {
    return false;
  }

  /// `native`, `duckdb` or `cache`.
  String route();

  /// What the sources have done so far.
  List<FragmentProgress> progress();

  /// Stops everything, the sources first; from then on every call fails with this reason. Does not
  /// wait.
  void stop(GatewayException reason);

  @Override
  void close();
}
