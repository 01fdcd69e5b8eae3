package io.tributary.gateway.query;

import java.time.Duration;

/// What queries may take together.
///
/// @param timeout of one query, planning and waiting included
/// @param concurrent how many run at once
/// @param waiting how many more may wait for their turn
public record QueryLimits(Duration timeout, int concurrent, int waiting) {}
