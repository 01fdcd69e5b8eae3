/// Random and mutated queries, and expressions at the edges of their types: whoever computes them,
/// the answer is DuckDB's.
@NullMarked
package io.tributary.gateway.random;

import org.jspecify.annotations.NullMarked;
