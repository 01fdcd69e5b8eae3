package io.tributary.gateway.query;

/// How long a query is expected to keep its place.
enum Weight {
  /// One source answers it from few rows, or it reads no table at all.
  LIGHT,
  HEAVY
}
