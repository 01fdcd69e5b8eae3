/// Types as Arrow, Calcite and DuckDB call them.
@NullMarked
package io.tributary.gateway.planner.type;

import org.jspecify.annotations.NullMarked;
