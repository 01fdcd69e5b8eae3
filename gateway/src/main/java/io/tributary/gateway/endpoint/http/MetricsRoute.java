package io.tributary.gateway.endpoint.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// `GET /metrics`: all meters in the text format of Prometheus.
public final class MetricsRoute extends AbstractHttpService {
  private static final MediaType PROMETHEUS_TEXT =
      MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

  private final PrometheusMeterRegistry registry;

  public MetricsRoute(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(HttpStatus.OK, PROMETHEUS_TEXT, registry.scrape());
  }
}
