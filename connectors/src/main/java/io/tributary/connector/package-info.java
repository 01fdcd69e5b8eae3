/// What every connector offers and every user of one may rely on.
///
/// A connector is a [ConnectorFactory] that opens a [Source] from a [SourceConfiguration]. Sources
/// describe their tables in Arrow types, say what they can compute, and give rows as Arrow batches.
/// Nothing here knows how queries are planned.
@NullMarked
package io.tributary.connector;

import org.jspecify.annotations.NullMarked;
