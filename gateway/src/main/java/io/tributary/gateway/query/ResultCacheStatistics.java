package io.tributary.gateway.query;

/// What the cache of results did since the start.
///
/// @param hits requests that got rows of a query before, or of one that ran at the same time
/// @param misses requests that asked for such rows and had to run
/// @param bytes held now
/// @param waiting requests that wait now for one that asked the same
/// @param evictions results that made room for others or grew too old
public record ResultCacheStatistics(
    long hits, long misses, long bytes, long waiting, long evictions) {}
