/// H2 as a source: a database file of this machine, or a server.
@NullMarked
package io.tributary.connector.h2;

import org.jspecify.annotations.NullMarked;
