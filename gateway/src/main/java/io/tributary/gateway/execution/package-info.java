/// Runs fragmented plans: starts the sources' reads, feeds them to a DuckDB instance of the query's
/// own where one is needed, and gives the result batch by batch.
@NullMarked
package io.tributary.gateway.execution;

import org.jspecify.annotations.NullMarked;
