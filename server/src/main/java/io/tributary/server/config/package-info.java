/// `etc/config.properties`, read once at start: one record a concern, all problems together.
@NullMarked
package io.tributary.server.config;

import org.jspecify.annotations.NullMarked;
