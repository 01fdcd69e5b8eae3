/// DuckDB's functions, by name, with DuckDB itself saying what each gives.
@NullMarked
package io.tributary.gateway.planner.function;

import org.jspecify.annotations.NullMarked;
