/// HTTP and JSON: queries as JSON rows, health, metrics, and the gRPC services transcoded.
@NullMarked
package io.tributary.gateway.endpoint.http;

import org.jspecify.annotations.NullMarked;
