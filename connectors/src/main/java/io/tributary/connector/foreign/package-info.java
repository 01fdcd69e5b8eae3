/// Any database by a JDBC driver of the user's own, which is loaded from its jar. Little is known
/// of such a database, so little is asked of it: DuckDB does the rest.
@NullMarked
package io.tributary.connector.foreign;

import org.jspecify.annotations.NullMarked;
