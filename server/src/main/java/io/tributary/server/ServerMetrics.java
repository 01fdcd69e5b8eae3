package io.tributary.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// What `/metrics` tells of the process and of the gateway in it.
final class ServerMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  void observe(GatewayNode gateway) {
    Gauge.builder("tributary.queries.running", gateway, node -> node.queries().runningQueries())
        .description("Queries that run now")
        .register(registry);
    Gauge.builder("tributary.arrow.allocated", gateway, GatewayNode::allocatedBytes)
        .description("Memory held by Arrow batches")
        .baseUnit("bytes")
        .register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }
}
