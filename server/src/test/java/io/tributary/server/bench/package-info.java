/// Benchmarks: each compares the gateway with a peer, in turn, in one process, on the same data.
@NullMarked
package io.tributary.server.bench;

import org.jspecify.annotations.NullMarked;
