package io.tributary.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.query.PlanCacheStatistics;
import io.tributary.gateway.query.ResultCacheStatistics;
import java.util.function.ToDoubleFunction;

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
    Gauge.builder("tributary.queries.waiting", gateway, node -> node.queries().waitingQueries())
        .description("Queries that wait for a place or for memory")
        .register(registry);
    memoryGauge("limit", gateway, usage -> usage.limits().bytes())
        .description("Memory of all queries together")
        .register(registry);
    memoryGauge("reserved", gateway, MemoryBudget.Usage::reservedBytes)
        .description("Memory that DuckDBs, batches and caches use or may use")
        .register(registry);
    memoryGauge("duckdb.reserved", gateway, MemoryBudget.Usage::duckDbBytes)
        .description("Memory that the DuckDBs of running queries may use")
        .register(registry);
    planCacheCounter("hits", gateway, PlanCacheStatistics::hits)
        .description("Requests that were answered with a plan made before")
        .register(registry);
    planCacheCounter("misses", gateway, PlanCacheStatistics::misses)
        .description("Requests that were planned")
        .register(registry);
    planCacheCounter("evictions", gateway, PlanCacheStatistics::evictions)
        .description("Plans that made room for others")
        .register(registry);
    resultCacheCounter("hits", gateway, ResultCacheStatistics::hits)
        .description("Requests that were answered with rows of another query")
        .register(registry);
    resultCacheCounter("misses", gateway, ResultCacheStatistics::misses)
        .description("Requests that asked for kept rows and ran")
        .register(registry);
    resultCacheCounter("evictions", gateway, ResultCacheStatistics::evictions)
        .description("Results that made room for others or grew too old")
        .register(registry);
    Gauge.builder(
            "tributary.result.cache.size",
            gateway,
            node -> node.queries().resultCacheStatistics().bytes())
        .description("Memory held by results")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder(
            "tributary.result.cache.waiting",
            gateway,
            node -> node.queries().resultCacheStatistics().waiting())
        .description("Requests that wait for one that asked the same")
        .register(registry);
    Gauge.builder("tributary.arrow.allocated", gateway, GatewayNode::allocatedBytes)
        .description("Memory held by Arrow batches")
        .baseUnit("bytes")
        .register(registry);
  }

  private static Gauge.Builder<GatewayNode> memoryGauge(
      String name, GatewayNode gateway, ToDoubleFunction<MemoryBudget.Usage> bytes) {
    return Gauge.builder(
            "tributary.memory." + name,
            gateway,
            node -> bytes.applyAsDouble(node.queries().memoryUsage()))
        .baseUnit("bytes");
  }

  private static FunctionCounter.Builder<GatewayNode> planCacheCounter(
      String name, GatewayNode gateway, ToDoubleFunction<PlanCacheStatistics> count) {
    return FunctionCounter.builder(
        "tributary.plan.cache." + name,
        gateway,
        node -> count.applyAsDouble(node.queries().planCacheStatistics()));
  }

  private static FunctionCounter.Builder<GatewayNode> resultCacheCounter(
      String name, GatewayNode gateway, ToDoubleFunction<ResultCacheStatistics> count) {
    return FunctionCounter.builder(
        "tributary.result.cache." + name,
        gateway,
        node -> count.applyAsDouble(node.queries().resultCacheStatistics()));
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }
}
