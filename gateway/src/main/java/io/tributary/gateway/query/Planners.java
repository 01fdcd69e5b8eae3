package io.tributary.gateway.query;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.Planner;
import java.util.Optional;

/// Who plans queries.
///
/// @param own for tables at their sources
/// @param inTrino for the same tables in a Trino cluster, where the gateway has one
public record Planners(Planner own, Optional<InTrino> inTrino) {

  /// @param fromBytes that sources would send to DuckDB on, Trino is asked instead
  public record InTrino(Planner planner, long fromBytes) {}

  /// Without a Trino cluster.
  public Planners(Planner own) {
    this(own, Optional.empty());
  }

  /// @throws GatewayException NOT_SUPPORTED where there is no such engine
  Planner of(EngineChoice engine) {
    return engine == EngineChoice.TRINO
        ? inTrino
            .map(InTrino::planner)
            .orElseThrow(() ->
                new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    "this gateway has no Trino to run queries; its trino.source must name a source"
                        + " of connector trino"))
        : own;
  }

  /// Whether a query is too large for one machine.
  boolean prefersTrino(Planned plan) {
    return inTrino.isPresent() && plan.bytesFromSources() >= inTrino.get().fromBytes();
  }
}
