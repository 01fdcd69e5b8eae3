/// How the gateway says that something went wrong.
@NullMarked
package io.tributary.gateway.error;

import org.jspecify.annotations.NullMarked;
