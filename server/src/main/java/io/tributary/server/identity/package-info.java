/// Who calls: one authenticator behind the gRPC interceptor and the HTTP decorator.
@NullMarked
package io.tributary.server.identity;

import org.jspecify.annotations.NullMarked;
