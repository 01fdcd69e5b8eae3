/// The demo: TPC-H over a real PostgreSQL and Parquet files, queried through a real gateway. In the
/// test tree, because neither the database's binaries nor the data generator are part of the
/// product.
@NullMarked
package io.tributary.server.demo;

import org.jspecify.annotations.NullMarked;
