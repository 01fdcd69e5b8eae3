/// The `sql` command: a small client of a running gateway that prints what a query returns.
@NullMarked
package io.tributary.server.sql;

import org.jspecify.annotations.NullMarked;
