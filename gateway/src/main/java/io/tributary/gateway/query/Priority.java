package io.tributary.gateway.query;

/// Which of its own waiting queries an organisation wants first. Says nothing about another
/// organisation's.
public enum Priority {
  /// Before the organisation's others, such as what somebody waits for.
  HIGH,
  /// Where a request says nothing.
  NORMAL,
  /// After them, such as reports of the night.
  LOW
}
