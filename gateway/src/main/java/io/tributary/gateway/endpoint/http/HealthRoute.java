package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// `GET /health`: `{"status":"UP","version":…,"uptimeSeconds":…}`, with 503 and `STOPPING` when no
/// new work is taken.
public final class HealthRoute extends AbstractHttpService {
  private final String version;
  private final BooleanSupplier serving;
  private final Clock clock;
  private final Instant started;

  public HealthRoute(String version, BooleanSupplier serving, Clock clock) {
    this.version = version;
    this.serving = serving;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
    boolean up = serving.getAsBoolean();
    String body =
        """
        {"status":"%s","version":"%s","uptimeSeconds":%d}\
        """
            .formatted(
                up ? "UP" : "STOPPING",
                version,
                Duration.between(started, clock.instant()).toSeconds());
    return HttpResponse.of(
        up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, MediaType.JSON, body);
  }
}
