/// The connectors that come with Tributary.
@NullMarked
package io.tributary.connector.builtin;

import org.jspecify.annotations.NullMarked;
