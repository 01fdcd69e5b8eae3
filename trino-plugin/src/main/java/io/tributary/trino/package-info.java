/// Tributary as a connector of Trino: a catalog is a source of the gateway, or all of them.
///
/// Metadata comes from the gateway's catalog API, rows by Arrow Flight on the same port. Columns,
/// limits and those predicates that mean exactly the same on both sides are handed to the gateway.
///
/// A catalog store makes every source a catalog by itself, and follows those that come and go.
///
/// Public are the plugin, which Trino loads, and the handles, which Trino's mapper reads and writes
/// on their way to other nodes; neither is for other code.
@NullMarked
package io.tributary.trino;

import org.jspecify.annotations.NullMarked;
