/// Tests of the server's identity.
@NullMarked
package io.tributary.server.identity;

import org.jspecify.annotations.NullMarked;
