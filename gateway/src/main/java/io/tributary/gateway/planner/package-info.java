/// From SQL text to an optimised plan: parse, resolve names, validate, rewrite, order joins so that
/// tables of one source meet first, and decide where each operator runs.
///
/// The plan is a tree of logical Calcite operators. A [io.tributary.gateway.planner.SourceBoundary]
/// in it says that everything below runs at one source; what is above runs in DuckDB.
@NullMarked
package io.tributary.gateway.planner;

import org.jspecify.annotations.NullMarked;
