/// What tests, the demo and the benchmarks run against: a real PostgreSQL and TPC-H data.
@NullMarked
package io.tributary.testing;

import org.jspecify.annotations.NullMarked;
