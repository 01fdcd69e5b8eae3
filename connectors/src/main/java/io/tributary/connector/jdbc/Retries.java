package io.tributary.connector.jdbc;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;

/// Asks again where a source failed for a moment only.
///
/// At most four attempts, with waits of about 100, 300 and 900 ms between them, each longer or
/// shorter by up to a half so that many queries do not come back at once; and none that would begin
/// later than five seconds after the first.
final class Retries {
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(900);
  private static final double WAITS_GROW_BY = 3;
  private static final double JITTER = 0.5;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final RetryPolicy<Object> POLICY =
      RetryPolicy.builder()
          .handle(MomentaryException.class)
          .withMaxAttempts(ATTEMPTS)
          .withBackoff(FIRST_WAIT, LONGEST_WAIT, WAITS_GROW_BY)
          .withJitter(JITTER)
          .withMaxDuration(PATIENCE)
          .build();

  private Retries() {}

  /// What makes attempts until one succeeds, or fails with something else than a
  /// [MomentaryException].
  static FailsafeExecutor<Object> executor() {
    return Failsafe.with(POLICY);
  }

  /// A failure that another attempt may not meet.
  static final class MomentaryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    private MomentaryException(SQLException failure) {
      super(failure);
      this.failure = failure;
    }

    SQLException failure() {
      return failure;
    }
  }

  /// Why the last attempt failed.
  static SQLException failure(FailsafeException last) {
    return switch (last.getCause()) {
      case MomentaryException momentary -> momentary.failure;
      case SQLException failure -> failure;
      case null, default -> new SQLException("the driver broke: " + last.getCause(), last);
    };
  }

  /// @param sent whether the source may have begun to work on the query
  static void throwIfMomentary(JdbcDatabase database, SQLException failure, boolean sent)
      throws MomentaryException {
    if (!JdbcErrors.isPoolExhausted(failure)
        && database.isMomentary(JdbcErrors.told(failure), sent)) {
      throw new MomentaryException(failure);
    }
  }
}
