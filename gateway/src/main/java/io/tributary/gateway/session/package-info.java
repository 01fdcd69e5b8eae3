/// What a request inherits from the session or the headers that it came with.
@NullMarked
package io.tributary.gateway.session;

import org.jspecify.annotations.NullMarked;
