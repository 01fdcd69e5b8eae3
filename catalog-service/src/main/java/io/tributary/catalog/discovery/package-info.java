/// What is in the sources: schemas, tables, columns, keys and statistics, asked of the sources
/// themselves and remembered for a while.
@NullMarked
package io.tributary.catalog.discovery;

import org.jspecify.annotations.NullMarked;
