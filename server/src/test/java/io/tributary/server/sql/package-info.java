/// Tests of the `sql` command.
@NullMarked
package io.tributary.server.sql;

import org.jspecify.annotations.NullMarked;
