/// Tests of the flight endpoint's parts; what they do together is tested with the server.
@NullMarked
package io.tributary.gateway.endpoint.flight;

import org.jspecify.annotations.NullMarked;
