/// The configured sources: read from `NAME.properties` files, opened by their connectors, kept in
/// step with the files, and found by name.
///
/// A broken file makes a failed source and nothing worse.
@NullMarked
package io.tributary.catalog.source;

import org.jspecify.annotations.NullMarked;
