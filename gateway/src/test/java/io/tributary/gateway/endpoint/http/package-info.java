/// Tests of the http endpoint's parts; what they do together is tested with the server.
@NullMarked
package io.tributary.gateway.endpoint.http;

import org.jspecify.annotations.NullMarked;
