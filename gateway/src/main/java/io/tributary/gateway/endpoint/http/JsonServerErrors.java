package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tributary.connector.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives what fails outside of any route, such as an unknown path, the JSON body of all errors.
public final class JsonServerErrors implements ServerErrorHandler {

  @Override
  public @Nullable HttpResponse onServiceException(
      ServiceRequestContext context, Throwable failure) {
    // Armeria's own refusals come with a status, which is rendered below.
    return failure instanceof HttpStatusException ? null : HttpErrors.response(failure);
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    ErrorCode code = status.isServerError() ? ErrorCode.INTERNAL : ErrorCode.INVALID_ARGUMENT;
    String path = headers == null ? "" : " for %s %s".formatted(headers.method(), headers.path());
    String message = "%s%s; /docs lists what there is".formatted(status.reasonPhrase(), path);
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(status).contentType(MediaType.JSON).build(),
        HttpData.wrap(HttpErrors.body(code, message, Optional.empty())));
  }
}
