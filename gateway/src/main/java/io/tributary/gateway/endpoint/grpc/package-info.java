/// The services of `tributary.v1` for generated gRPC clients.
@NullMarked
package io.tributary.gateway.endpoint.grpc;

import org.jspecify.annotations.NullMarked;
