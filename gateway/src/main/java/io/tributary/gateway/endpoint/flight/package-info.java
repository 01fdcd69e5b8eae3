/// Arrow Flight SQL: what JDBC, ADBC and BI tools speak. Tickets and prepared statements are
/// self-contained and signed, so that any gateway with the same key can go on with them.
@NullMarked
package io.tributary.gateway.endpoint.flight;

import org.jspecify.annotations.NullMarked;
