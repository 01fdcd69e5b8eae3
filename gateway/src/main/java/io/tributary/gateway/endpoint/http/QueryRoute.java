package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tributary.connector.Caller;
import io.tributary.gateway.endpoint.CallerExecutor;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/// `POST /api/v1/query`: a query as JSON in, its rows out as JSON, lines of JSON, CSV or Arrow, as
/// the client's `Accept` says, sent as they come and as fast as the client takes them.
///
/// What fails before the first bytes are out has a status of its own. Later, JSON ends with an
/// error; CSV and Arrow have no place for one, so their response breaks off.
public final class QueryRoute extends AbstractHttpService {
  private final QueryService queries;
  private final QueryMetrics metrics;
  private final Limits limits;
  private final CallerExecutor executor;

  /// Bounds of one answer as a JSON document, which clients hold whole. The other formats have
  /// none.
  ///
  /// @param rows cap of rows; requests may ask for fewer
  /// @param bytes cap of the answer's size before it is compressed
  public record Limits(long rows, long bytes) {}

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
    executor.execute(() -> answer(context, body, response));
    return HttpResponse.of(response);
  }

  private void answer(
      ServiceRequestContext context,
      CompletableFuture<AggregatedHttpRequest> body,
      CompletableFuture<HttpResponse> response) {
    try {
      RequestHeaders headers = context.request().headers();
      Optional<ResultFormat> format = ResultFormat.negotiate(headers.accept());
      if (format.isEmpty()) {
        response.complete(
            HttpErrors.notAcceptable(
                "rows are offered as %s, and the request accepts none of them"
                    .formatted(ResultFormat.offered())));
        return;
      }
      JsonQuery query = JsonQuery.parse(RequestBody.bytes(body));
      stopWithClient(context, query.request().id());
      var coding = ContentCoding.negotiate(headers.getAll(HttpHeaderNames.ACCEPT_ENCODING));
      var form = new QueryAnswer.Form(format.get(), coding);
      new QueryAnswer(query.request().id(), form, limits(query, format.get()), response)
          .send(() ->
              metrics.start(
                  QueryMetrics.Protocol.HTTP,
                  () -> queries.start(query.request(), context::isCancelled)));
    } catch (Throwable failure) {
      // Does nothing where a response has begun.
      response.complete(HttpErrors.response(failure));
    }
  }

  private Limits limits(JsonQuery query, ResultFormat format) {
    long wanted = query.maxRows().map(Integer::longValue).orElse(Long.MAX_VALUE);
    return format == ResultFormat.JSON
        ? new Limits(Math.min(limits.rows(), wanted), limits.bytes())
        : new Limits(wanted, Long.MAX_VALUE);
  }

  /// Cancels by id, because the client may leave while the query is still being planned.
  private void stopWithClient(ServiceRequestContext context, QueryId id) {
    Caller caller = Caller.current();
    var _ =
        context
            .whenRequestCancelling()
            .thenAccept(_ -> caller.run(() -> queries.cancelIfRunning(id)));
  }
}
