/// A DuckDB database file as a source, which the executing DuckDB attaches and reads in place; and
/// how DuckDB is asked about what it reads, which the connector for files does too.
@NullMarked
package io.tributary.connector.duckdb;

import org.jspecify.annotations.NullMarked;
