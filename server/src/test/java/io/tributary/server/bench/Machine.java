package io.tributary.server.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What figures were measured on; without it they mean nothing.
record Machine(String cpu, int cores, long memoryGibibytes, String jdk, String commit) {

  static Machine current() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        System.getenv().getOrDefault("TRIBUTARY_COMMIT", "unknown"));
  }

  @Override
  public String toString() {
    return "%s, %d cores, %d GiB, JDK %s, commit %s"
        .formatted(cpu, cores, memoryGibibytes, jdk, commit);
  }

  private static String cpuName() {
    Path linux = Path.of("/proc/cpuinfo");
    try {
      if (Files.exists(linux)) {
        try (var lines = Files.lines(linux)) {
          return lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch"));
        }
      }
      var process = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string").start();
      try (var output = process.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
