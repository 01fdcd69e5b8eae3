package io.tributary.gateway.query;

/// Which engine runs what no source can run alone.
public enum EngineChoice {
  AUTO,
  NATIVE,
  DUCKDB,
  TRINO
}
