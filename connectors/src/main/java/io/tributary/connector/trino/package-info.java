/// A Trino cluster, through its JDBC driver.
@NullMarked
package io.tributary.connector.trino;

import org.jspecify.annotations.NullMarked;
