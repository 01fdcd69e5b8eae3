package io.tributary.gateway.execution;

import java.nio.file.Path;

/// What one query's DuckDB may use.
///
/// @param memoryBytes at most, beyond which it spills, and fails when spilling does not help
/// @param spillDirectory holds what does not fit into memory while the query runs
public record DuckDbSettings(long memoryBytes, int threads, Path spillDirectory) {}
