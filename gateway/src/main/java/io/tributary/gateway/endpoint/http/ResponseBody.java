package io.tributary.gateway.endpoint.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of a response, sent chunk by chunk as fast as the client takes it.
///
/// The status goes out with the first chunk: until then, whatever fails can still have a response
/// of its own. Used by one thread.
final class ResponseBody extends OutputStream {
  /// Small answers go out whole, with a status that tells how the query ended.
  private static final int CHUNK_BYTES = 64 << 10;

  /// How often somebody who waits for a slow client looks whether the query is still wanted.
  private static final long LOOK_UP_MILLIS = 250;

  private final ResponseHeadersBuilder headers;
  private final CompletableFuture<HttpResponse> response;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int filled;
  private @Nullable HttpResponseWriter writer;
  private StopCheck stopped = () -> {};
  private boolean waits = true;
  private boolean ended;

  /// Throws where the rest is no longer wanted.
  @FunctionalInterface
  interface StopCheck {
    void throwIfStopped();
  }

  /// The client takes no more.
  static final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    private ClientGoneException(Throwable cause) {
      super("the client has left", cause);
    }
  }

  /// @param response is completed with what the client is to get
  ResponseBody(ResponseHeadersBuilder headers, CompletableFuture<HttpResponse> response) {
    this.headers = headers;
    this.response = response;
  }

  /// Adds a header; only where the status is not out.
  void addHeader(String name, String value) {
    headers.add(name, value);
  }

  /// Sets what is asked while a client is waited for.
  void checkWhileWaiting(StopCheck check) {
    stopped = check;
  }

  /// Leaves what is still written to the connection's buffer: for the little that comes after the
  /// query has ended, which nothing holds up then.
  void stopWaiting() {
    waits = false;
  }

  /// Whether the status is out.
  boolean isCommitted() {
    return writer != null;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && !ended) {
      int part = Math.min(length - done, CHUNK_BYTES - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, part);
      filled += part;
      done += part;
      if (filled == CHUNK_BYTES) {
        flush();
      }
    }
  }

  /// Sends what is there, after the client has taken what was sent before.
  @Override
  public void flush() throws IOException {
    if (filled == 0 || ended) {
      return;
    }
    HttpResponseWriter out = committed();
    if (waits) {
      awaitClient(out);
    }
    sendFilled(out);
  }

  private HttpResponseWriter committed() {
    HttpResponseWriter known = writer;
    if (known != null) {
      return known;
    }
    HttpResponseWriter out = HttpResponse.streaming();
    out.write(headers.build());
    writer = out;
    response.complete(out);
    return out;
  }

  private void awaitClient(HttpResponseWriter out) throws IOException {
    CompletableFuture<Void> consumed = out.whenConsumed();
    while (true) {
      try {
        consumed.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException _) {
        stopped.throwIfStopped();
      } catch (ExecutionException failure) {
        throw new ClientGoneException(failure);
      } catch (InterruptedException failure) {
        Thread.currentThread().interrupt();
        throw new ClientGoneException(failure);
      }
    }
  }

  @CanIgnoreReturnValue
  private boolean sendFilled(HttpResponseWriter out) {
    byte[] bytes = new byte[filled];
    System.arraycopy(chunk, 0, bytes, 0, filled);
    filled = 0;
    // Refused where the client has left, which the next wait tells.
    return out.tryWrite(HttpData.wrap(bytes));
  }

  /// Sends the rest. The client knows from then on that nothing is missing.
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    HttpResponseWriter out = writer;
    if (out == null) {
      response.complete(HttpResponse.of(headers.build(), HttpData.copyOf(chunk, 0, filled)));
      return;
    }
    if (filled > 0) {
      sendFilled(out);
    }
    out.close();
  }

  /// Ends the response without its rest, so that the client cannot take it for whole: HTTP/1.1
  /// connections close within the body, HTTP/2 streams are reset. What is written later goes
  /// nowhere.
  void cutOff() {
    ended = true;
    HttpResponseWriter out = writer;
    if (out != null) {
      out.close(AbortedStreamException.get());
    }
  }

  /// Answers with something else instead; only where the status is not out.
  void replaceBy(HttpResponse other) {
    ended = true;
    response.complete(other);
  }
}
