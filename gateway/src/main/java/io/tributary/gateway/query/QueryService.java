package io.tributary.gateway.query;

/// Answers queries for every endpoint, as [io.tributary.connector.Caller#current].
///
/// Every failure is a [io.tributary.gateway.error.GatewayException].
@SuppressWarnings("DoNotCallSuggester")
public final class QueryService implements AutoCloseable {

  /// Plans and starts a query. The caller must close the stream.
  public ResultStream start(QueryRequest request) {
    throw new UnsupportedOperationException();
  }

  /// Says what a statement takes and gives without running it.
  public PreparedQuery prepare(QueryRequest request) {
    throw new UnsupportedOperationException();
  }

  /// Plans without running.
  public ExplainedQuery explain(QueryRequest request) {
    throw new UnsupportedOperationException();
  }

  /// Cancels a running query of the caller's organisation; QUERY_NOT_FOUND where there is none.
  public void cancel(QueryId id) {
    throw new UnsupportedOperationException();
  }

  /// Running queries of all organisations.
  public int runningQueries() {
    throw new UnsupportedOperationException();
  }

  /// Cancels what runs and refuses what comes.
  @Override
  public void close() {}
}
