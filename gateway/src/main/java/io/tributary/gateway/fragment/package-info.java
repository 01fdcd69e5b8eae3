/// Cuts an optimised plan into what each source runs and what DuckDB runs over it, each as SQL in
/// its own dialect.
@NullMarked
package io.tributary.gateway.fragment;

import org.jspecify.annotations.NullMarked;
