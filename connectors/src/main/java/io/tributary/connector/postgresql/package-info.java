/// PostgreSQL as a source: what its catalog says of tables, and its answers to SQL as Arrow
/// batches.
///
/// Reads come by COPY, or by a cursor where COPY does not serve, both in PostgreSQL's binary
/// format: from the wire into vectors without a Java object per value.
@NullMarked
package io.tributary.connector.postgresql;

import org.jspecify.annotations.NullMarked;
