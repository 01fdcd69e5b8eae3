package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CallerExecutor;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/// `POST /api/v1/query`: a query as JSON in, its rows as JSON out.
///
/// The answer is at most a few thousand rows and is sent when it is whole, so its status always
/// tells how the query ended.
public final class QueryRoute extends AbstractHttpService {
  private final QueryService queries;
  private final QueryMetrics metrics;
  private final Limits limits;
  private final CallerExecutor executor;

  /// Bounds of one answer.
  ///
  /// @param rows cap of rows; requests may ask for fewer
  /// @param bytes cap of the answer's size
  public record Limits(int rows, long bytes) {}

  /// @param threads for queries; one a task
  public QueryRoute(
      QueryService queries, QueryMetrics metrics, Limits limits, ExecutorService threads) {
    this.queries = queries;
    this.metrics = metrics;
    this.limits = limits;
    this.executor = new CallerExecutor(threads);
  }

  @Override
  protected HttpResponse doPost(ServiceRequestContext context, HttpRequest request) {
    // The body comes on the event loop, where there is no caller: hand over from here instead.
    CompletableFuture<AggregatedHttpRequest> body = request.aggregate();
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    executor.execute(() -> response.complete(answer(context, body)));
    return HttpResponse.of(response);
  }

  private HttpResponse answer(
      ServiceRequestContext context, CompletableFuture<AggregatedHttpRequest> body) {
    try {
      JsonQuery query = JsonQuery.parse(content(body));
      stopWithClient(context, query.request().id());
      return run(query, context);
    } catch (Throwable failure) {
      return HttpErrors.response(failure);
    }
  }

  private static byte[] content(CompletableFuture<AggregatedHttpRequest> body) {
    try {
      return body.join().content().array();
    } catch (CompletionException failure) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the body did not arrive: too large, or cut off", failure);
    }
  }

  private HttpResponse run(JsonQuery query, ServiceRequestContext context) {
    int maxRows = Math.min(limits.rows(), query.maxRows().orElse(limits.rows()));
    var answer = new JsonAnswer(new Limits(maxRows, limits.bytes()));
    try (ResultStream stream =
        metrics.start(
            QueryMetrics.Protocol.HTTP,
            () -> queries.start(query.request(), context::isCancelled))) {
      answer.write(stream);
    }
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, HttpData.wrap(answer.toBytes()));
  }

  /// Cancels by id, because the client may leave while the query is still being planned.
  private void stopWithClient(ServiceRequestContext context, QueryId id) {
    Caller caller = Caller.current();
    var _ = context.whenRequestCancelling().thenAccept(_ -> caller.run(() -> cancelIfRunning(id)));
  }

  private void cancelIfRunning(QueryId id) {
    try {
      queries.cancel(id);
    } catch (GatewayException failure) {
      if (failure.code() != ErrorCode.QUERY_NOT_FOUND) {
        throw failure;
      }
    }
  }
}
