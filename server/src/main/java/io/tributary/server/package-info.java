/// The program: reads the configuration, wires gateway and catalog, opens the two ports.
@NullMarked
package io.tributary.server;

import org.jspecify.annotations.NullMarked;
