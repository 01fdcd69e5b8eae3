/// The catalog service: what sources exist and what is in them, served over gRPC.
///
/// [io.tributary.catalog.Catalog] is all that a program needs to run it.
@NullMarked
package io.tributary.catalog;

import org.jspecify.annotations.NullMarked;
