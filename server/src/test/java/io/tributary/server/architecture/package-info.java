/// Holds the shape of the code: who may know whom.
@NullMarked
package io.tributary.server.architecture;

import org.jspecify.annotations.NullMarked;
