package io.tributary.gateway.planner.whole;

/// DuckDB does not take a statement, or we do not let it.
public final class RefusedByDuckDb extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedByDuckDb(String message) {
    super(message);
  }

  RefusedByDuckDb(Throwable cause) {
    super(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), cause);
  }
}
