package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.netty.util.AsciiString;
import io.tributary.gateway.endpoint.CacheHeaders;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.ResultStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One query on its way to one client, in the format and coding that the client takes.
final class QueryAnswer {
  private static final Logger log = LoggerFactory.getLogger(QueryAnswer.class);

  /// By which a query can be cancelled, whatever its format.
  private static final AsciiString QUERY_ID = AsciiString.cached("tributary-query-id");

  private final QueryId id;
  private final Form form;
  private final QueryRoute.Limits limits;
  private final ResponseBody body;

  /// How the client wants its rows.
  record Form(ResultFormat format, ContentCoding coding) {}

  /// @param limits of this answer
  /// @param response is completed with what the client is to get
  QueryAnswer(
      QueryId id, Form form, QueryRoute.Limits limits, CompletableFuture<HttpResponse> response) {
    this.id = id;
    this.form = form;
    this.limits = limits;
    this.body = new ResponseBody(headers(id, form), response);
  }

  private static ResponseHeadersBuilder headers(QueryId id, Form form) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(form.format().mediaType())
            .add("vary", "accept, accept-encoding")
            .add(QUERY_ID, id.value());
    if (form.coding() != ContentCoding.IDENTITY) {
      headers.add("content-encoding", form.coding().token());
    }
    return headers;
  }

  /// Runs the query and sends its rows, or why there are none.
  void send(Supplier<ResultStream> start) throws IOException {
    OutputStream encoded = form.coding().encoding(body);
    try (ResultWriter writer = writer(encoded)) {
      try {
        // The query gives everything back before the client hears of its end: a client that goes on
        // at once finds its place free.
        ResultWriter.Ending ending = sendRows(start, writer);
        body.stopWaiting();
        writer.end(ending);
      } catch (ResponseBody.ClientGoneException _) {
        body.cutOff();
      } catch (Throwable failure) {
        body.stopWaiting();
        fail(Failures.forUsers(failure), writer);
      }
    }
  }

  private ResultWriter writer(OutputStream out) throws IOException {
    return switch (form.format()) {
      case JSON -> new JsonDocument(out, limits.bytes());
      case NDJSON -> new JsonLines(out);
      case CSV -> new CsvRows(out);
      case ARROW -> new ArrowBatches(out);
    };
  }

  private ResultWriter.Ending sendRows(Supplier<ResultStream> start, ResultWriter writer)
      throws IOException {
    try (ResultStream stream = start.get()) {
      body.checkWhileWaiting(stream::throwIfStopped);
      CacheHeaders.of(stream.statistics().cache()).forEach(body::addHeader);
      writer.start(stream);
      long rows = 0;
      boolean truncated = false;
      while (!truncated && stream.next()) {
        VectorSchemaRoot batch = stream.root();
        int all = batch.getRowCount();
        int written = writer.write(batch, (int) Math.min(all, limits.rows() - rows));
        rows += written;
        truncated = written < all;
        writer.batchWritten();
      }
      if (truncated) {
        stream.cancel();
      }
      return new ResultWriter.Ending(rows, truncated, stream.statistics());
    }
  }

  private void fail(GatewayException reason, ResultWriter writer) throws IOException {
    if (!body.isCommitted()) {
      body.replaceBy(HttpErrors.response(reason));
      return;
    }
    if (!writer.fail(reason)) {
      log.warn(
          "Query {} failed while its rows were sent as {}, which cannot say so: {}",
          id,
          form.format().mediaType().nameWithoutParameters(),
          Failures.oneLine(reason));
      body.cutOff();
    }
  }
}
