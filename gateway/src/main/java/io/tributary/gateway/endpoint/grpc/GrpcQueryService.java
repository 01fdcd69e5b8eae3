package io.tributary.gateway.endpoint.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tributary.gateway.endpoint.CallerExecutor;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.query.ExplainMessages;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryService;
import io.tributary.v1.CancelRequest;
import io.tributary.v1.CancelResponse;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.ExplainResponse;
import io.tributary.v1.ListQueriesRequest;
import io.tributary.v1.ListQueriesResponse;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// `tributary.v1.QueryService`: results as Arrow IPC messages, explain and cancel.
public final class GrpcQueryService extends QueryServiceGrpc.QueryServiceImplBase {
  private final QueryService queries;
  private final QueryMetrics metrics;
  private final CallerExecutor executor;

  /// @param threads for queries, which outlive a call's own thread; one a task
  public GrpcQueryService(QueryService queries, QueryMetrics metrics, ExecutorService threads) {
    this.queries = queries;
    this.metrics = metrics;
    this.executor = new CallerExecutor(threads);
  }

  @Override
  public void query(QueryRequest message, StreamObserver<QueryResponse> responses) {
    try {
      var request = QueryMessages.request(message);
      var client = (ServerCallStreamObserver<QueryResponse>) responses;
      var call =
          new QueryCall(
              client,
              () ->
                  metrics.start(
                      QueryMetrics.Protocol.GRPC,
                      () -> queries.start(request, client::isCancelled)),
              () -> queries.cancelIfRunning(request.id()));
      executor.execute(call);
    } catch (RuntimeException failure) {
      responses.onError(GrpcErrors.exception(failure));
    }
  }

  @Override
  public void explain(ExplainRequest message, StreamObserver<ExplainResponse> responses) {
    try {
      var request = QueryMessages.request(message);
      var client = (ServerCallStreamObserver<ExplainResponse>) responses;
      client.setOnCancelHandler(() -> queries.cancelIfRunning(request.id()));
      // EXPLAIN ANALYZE takes as long as its query.
      executor.execute(() ->
          answer(
              responses,
              () -> ExplainMessages.message(queries.explain(request, client::isCancelled))));
    } catch (RuntimeException failure) {
      responses.onError(GrpcErrors.exception(failure));
    }
  }

  @Override
  public void listQueries(
      ListQueriesRequest message, StreamObserver<ListQueriesResponse> responses) {
    answer(responses, () -> QueryMessages.list(queries.list()));
  }

  @Override
  public void cancel(CancelRequest message, StreamObserver<CancelResponse> responses) {
    answer(
        responses,
        () -> {
          queries.cancel(new QueryId(message.getQueryId()));
          return CancelResponse.getDefaultInstance();
        });
  }

  private static <T> void answer(StreamObserver<T> responses, Supplier<T> work) {
    T response;
    try {
      response = work.get();
    } catch (Throwable failure) {
      // Also a defect: a call that is not answered stays open until its client loses patience.
      responses.onError(GrpcErrors.exception(failure));
      return;
    }
    responses.onNext(response);
    responses.onCompleted();
  }
}
