/// Files as a source: a tree of Parquet, CSV and JSON that the executing DuckDB reads in place.
///
/// `TableFinder` says which files are which table.
@NullMarked
package io.tributary.connector.files;

import org.jspecify.annotations.NullMarked;
