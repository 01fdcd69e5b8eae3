/// Tests of the grpc endpoint's parts; what they do together is tested with the server.
@NullMarked
package io.tributary.gateway.endpoint.grpc;

import org.jspecify.annotations.NullMarked;
