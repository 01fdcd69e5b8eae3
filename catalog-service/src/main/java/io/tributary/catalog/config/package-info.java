/// The catalog's settings, checked once and handed out as values.
@NullMarked
package io.tributary.catalog.config;

import org.jspecify.annotations.NullMarked;
