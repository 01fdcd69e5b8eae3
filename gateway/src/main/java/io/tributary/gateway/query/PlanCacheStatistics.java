package io.tributary.gateway.query;

/// How often planning was spared, since the start.
///
/// @param hits requests that were answered with a plan made before
/// @param misses requests that were planned
/// @param evictions plans that made room for others
public record PlanCacheStatistics(long hits, long misses, long evictions) {}
