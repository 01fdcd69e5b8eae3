/// Statements that DuckDB runs as they are written, because the planner does not take them apart:
/// DuckDB's own parser says which tables they name, and its own optimiser what they read of them.
@NullMarked
package io.tributary.gateway.planner.whole;

import org.jspecify.annotations.NullMarked;
