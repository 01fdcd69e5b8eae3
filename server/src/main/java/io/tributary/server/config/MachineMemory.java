package io.tributary.server.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How much memory queries get where nobody says so.
final class MachineMemory {
  /// What is left is for the heap, the page cache and the rest of the machine.
  private static final double SHARE = 0.5;

  private MachineMemory() {}

  static DataSize defaultLimit() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new DataSize((long) (system.getTotalMemorySize() * SHARE));
  }
}
