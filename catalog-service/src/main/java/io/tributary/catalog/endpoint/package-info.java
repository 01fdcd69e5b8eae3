/// The catalog's gRPC services: thin translations from protobuf to what [io.tributary.catalog]
/// knows, and back.
@NullMarked
package io.tributary.catalog.endpoint;

import org.jspecify.annotations.NullMarked;
