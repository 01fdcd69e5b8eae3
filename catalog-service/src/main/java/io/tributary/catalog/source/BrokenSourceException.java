package io.tributary.catalog.source;

import java.util.List;
import java.util.Optional;

/// A source's file cannot be used. The message holds every problem found, on one line, without
/// secrets.
final class BrokenSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> detail;

  BrokenSourceException(String problem) {
    super(problem);
    this.detail = Optional.empty();
  }

  /// @param detail what the log is to hold, without secrets
  BrokenSourceException(String problem, String detail) {
    super(problem);
    this.detail = Optional.of(detail);
  }

  static void throwIfAny(List<String> problems) throws BrokenSourceException {
    if (!problems.isEmpty()) {
      throw new BrokenSourceException(String.join("; ", problems));
    }
  }

  Optional<String> detail() {
    return detail;
  }
}
