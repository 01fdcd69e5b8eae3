/// Tests of the server's config.
@NullMarked
package io.tributary.server.config;

import org.jspecify.annotations.NullMarked;
