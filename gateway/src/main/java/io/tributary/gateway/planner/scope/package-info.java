/// Which table of a query the name of a column means, for Calcite's syntax tree and DuckDB's alike.
@NullMarked
package io.tributary.gateway.planner.scope;

import org.jspecify.annotations.NullMarked;
