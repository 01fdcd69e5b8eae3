package io.tributary.gateway.execution;

/// What a query needs memory for.
///
/// @param duckDb whether it needs one
/// @param asksEngine whether it reads from an engine, which to answer may send the gateway a query
///   in turn: what that one needs is set aside for it
/// @param ofEngine whether it is such a query itself
public record MemoryNeed(boolean duckDb, boolean asksEngine, boolean ofEngine) {

  /// Of a query that has nothing to do with engines.
  public MemoryNeed(boolean duckDb) {
    this(duckDb, false, false);
  }
}
