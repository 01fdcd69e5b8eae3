/// What the gateway's tests share: sources of known content that need no server, and comparison
/// with the oracle.
@NullMarked
package io.tributary.gateway.testing;

import org.jspecify.annotations.NullMarked;
