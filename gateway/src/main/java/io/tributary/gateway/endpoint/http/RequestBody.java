package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The bytes that a client sends.
final class RequestBody {

  private RequestBody() {}

  /// Waits for them.
  ///
  /// @throws GatewayException INVALID_ARGUMENT where they do not all come
  static byte[] bytes(CompletableFuture<AggregatedHttpRequest> body) {
    try {
      return body.join().content().array();
    } catch (CompletionException failure) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the body did not arrive: too large, or cut off", failure);
    }
  }
}
