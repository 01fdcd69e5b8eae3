package io.tributary.server.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes. Units count by 1024, as memory does: `1GB` is 2^30 bytes.
public record DataSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("b", 0, "kb", 10, "mb", 20, "gb", 30, "tb", 40);

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
  }

  public static DataSize megabytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 20));
  }

  /// Reads `64MB`; empty for what is no size or has no unit.
  static Optional<DataSize> parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Integer shift = SHIFTS.get(parts.group(2).toLowerCase(Locale.ROOT));
    if (shift == null) {
      return Optional.empty();
    }
    double bytes = Double.parseDouble(parts.group(1)) * (1L << shift);
    return bytes < Long.MAX_VALUE ? Optional.of(new DataSize((long) bytes)) : Optional.empty();
  }

  @Override
  public String toString() {
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MB" : bytes + "B";
  }
}
