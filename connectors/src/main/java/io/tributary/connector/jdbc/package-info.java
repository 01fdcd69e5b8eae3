/// What sources that are read through a JDBC driver share: the pool of connections, the path of a
/// query from a thread of its own into Arrow vectors, by a cursor where a database has no better
/// way, cancelling and giving back, and the words for what went wrong.
///
/// What differs between databases is in one place each, a [JdbcDatabase].
@NullMarked
package io.tributary.connector.jdbc;

import org.jspecify.annotations.NullMarked;
