package io.tributary.gateway.endpoint.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tributary.connector.Caller;
import io.tributary.gateway.endpoint.CallerExecutor;
import io.tributary.gateway.query.ExplainMessages;
import io.tributary.gateway.query.ExplainedQuery;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/// `POST /api/v1/explain`: how a query would run, asked for with the body that would run it.
public final class ExplainRoute extends AbstractHttpService {
  private final QueryService queries;
  private final CallerExecutor executor;

  /// @param threads for queries; one a task
  public ExplainRoute(QueryService queries, ExecutorService threads) {
    this.queries = queries;
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
      QueryRequest query = JsonQuery.parse(RequestBody.bytes(body)).request();
      Caller caller = Caller.current();
      var _ =
          context
              .whenRequestCancelling()
              .thenAccept(_ -> caller.run(() -> queries.cancelIfRunning(query.id())));
      ExplainedQuery plan = queries.explain(query, context::isCancelled);
      return HttpResponse.of(HttpStatus.OK, MediaType.JSON, json(plan));
    } catch (Throwable failure) {
      return HttpErrors.response(failure);
    }
  }

  private static String json(ExplainedQuery plan) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .alwaysPrintFieldsWithNoPresence()
        .omittingInsignificantWhitespace()
        .print(ExplainMessages.message(plan));
  }
}
