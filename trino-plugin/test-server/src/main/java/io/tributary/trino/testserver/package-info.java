/// A Trino server as a child process of tests: Trino's own launcher is not published.
@NullMarked
package io.tributary.trino.testserver;

import org.jspecify.annotations.NullMarked;
