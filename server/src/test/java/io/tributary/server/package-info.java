/// The whole server as its users meet it: real sources, real ports, real clients.
@NullMarked
package io.tributary.server;

import org.jspecify.annotations.NullMarked;
