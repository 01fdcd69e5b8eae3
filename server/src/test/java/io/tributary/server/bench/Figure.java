package io.tributary.server.bench;

import java.util.Locale;

/// Something measured, and how good it should be.
sealed interface Figure {

  String name();

  boolean reachesTarget();

  default String verdict() {
    return reachesTarget() ? "ok" : "short";
  }

  /// A duration beside a peer's.
  ///
  /// @param oursMilliseconds median
  /// @param peerMilliseconds median
  /// @param targetRatio ours may take at most so many times as long as the peer
  record Compared(String name, double oursMilliseconds, double peerMilliseconds, double targetRatio)
      implements Figure {

    double ratio() {
      return oursMilliseconds / peerMilliseconds;
    }

    @Override
    public boolean reachesTarget() {
      return ratio() <= targetRatio;
    }
  }

  /// A duration beside a peer's, without a target of its own.
  ///
  /// @param oursMilliseconds median
  /// @param peerMilliseconds median
  record Beside(String name, double oursMilliseconds, double peerMilliseconds) implements Figure {

    double ratio() {
      return oursMilliseconds / peerMilliseconds;
    }

    @Override
    public boolean reachesTarget() {
      return true;
    }

    @Override
    public String verdict() {
      return "";
    }
  }

  /// A value that stands for itself.
  ///
  /// @param atMost the target
  record Bounded(String name, double value, Unit unit, double atMost) implements Figure {
    @Override
    public boolean reachesTarget() {
      return value <= atMost;
    }
  }

  /// A value without a target.
  record Observed(String name, double value, Unit unit) implements Figure {
    @Override
    public boolean reachesTarget() {
      return true;
    }

    @Override
    public String verdict() {
      return "";
    }
  }

  /// What sources shipped beside what they have.
  ///
  /// @param wholeBytes of all rows of the columns that are needed
  /// @param targetRatio may be shipped of them at most
  record Shipped(String name, long rows, long bytes, long wholeBytes, double targetRatio)
      implements Figure {

    /// 0 where nothing is needed of any source.
    double ratio() {
      return wholeBytes == 0 ? 0 : bytes / (double) wholeBytes;
    }

    @Override
    public boolean reachesTarget() {
      return ratio() <= targetRatio;
    }
  }

  /// What a value counts.
  enum Unit {
    MILLISECONDS("%,.2f ms"),
    PERCENT("%,.2f %%"),
    TIMES("%,.2f ×"),
    MEBIBYTES("%,.0f MiB"),
    ROWS("%,.0f");

    private final String format;

    Unit(String format) {
      this.format = format;
    }

    String text(double value) {
      return String.format(Locale.ROOT, format, value);
    }
  }
}
