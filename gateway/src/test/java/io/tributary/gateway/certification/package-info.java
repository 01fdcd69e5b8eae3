/// Proof that what connectors are asked to compute is what DuckDB would compute: every operator and
/// function over values at the edges of their types, run at the source and in DuckDB.
@NullMarked
package io.tributary.gateway.certification;

import org.jspecify.annotations.NullMarked;
