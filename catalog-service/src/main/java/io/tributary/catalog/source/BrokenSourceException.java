package io.tributary.catalog.source;

import java.util.List;

/// A source's file cannot be used. The message holds every problem found, on one line, without
/// secrets.
final class BrokenSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenSourceException(String problem) {
    super(problem);
  }

  static void throwIfAny(List<String> problems) throws BrokenSourceException {
    if (!problems.isEmpty()) {
      throw new BrokenSourceException(String.join("; ", problems));
    }
  }
}
