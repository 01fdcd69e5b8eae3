package io.tributary.testing;

import java.util.function.LongConsumer;

/// Tells now and then how many rows there were.
final class RowCounter {
  private final LongConsumer report;
  private final long rowsBetweenReports;
  private long rows;

  RowCounter(LongConsumer report, long rowsBetweenReports) {
    this.report = report;
    this.rowsBetweenReports = rowsBetweenReports;
  }

  void count() {
    rows++;
    if (rows % rowsBetweenReports == 0) {
      report.accept(rows);
    }
  }
}
