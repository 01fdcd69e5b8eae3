package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanningThreadsTest {

  private final PlanningThreads threads = new PlanningThreads(Duration.ofMinutes(1));
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    threads.close();
  }

  private static QueryRequest request(Optional<Duration> timeout) {
    return new QueryRequest(
        QueryId.random(),
        new Statement.Sql("SELECT 1", List.of()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        timeout);
  }

  private String forEver() {
    try {
      never.await();
      return "planned";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void planningEndsAtTheQuerysDeadline() {
    QueryRequest request = request(Optional.of(Duration.ofMillis(20)));

    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> Caller.DEFAULT.run(() -> threads.call(request, this::forEver)))
        .withMessageContaining("0.02 seconds")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void planningIsDoneAsTheCaller() {
    Caller planned =
        Caller.DEFAULT.call(() -> threads.call(request(Optional.empty()), Caller::current));

    assertThat(planned).isEqualTo(Caller.DEFAULT);
  }

  @Test
  void anErrorOfPlanningIsTheCallersError() {
    var error = new GatewayException(ErrorCode.SYNTAX_ERROR, "no");

    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() ->
            Caller.DEFAULT.run(() ->
                threads.call(
                    request(Optional.empty()),
                    () -> {
                      throw error;
                    })))
        .isSameAs(error);
  }

  /// Many that come one after the other do not make a thread each.
  @Test
  void threadsAreUsedAgain() {
    Set<Thread> used = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      used.add(
          Caller.DEFAULT.call(
              () -> threads.call(request(Optional.empty()), Thread::currentThread)));
    }
    assertThat(used).hasSizeLessThan(10);
  }

  @Test
  void stacksAreDeep() {
    int depth =
        Caller.DEFAULT.call(() -> threads.call(request(Optional.empty()), () -> depth(500_000)));

    assertThat(depth).isEqualTo(500_000);
  }

  private static int depth(int levels) {
    return levels == 0 ? 0 : 1 + depth(levels - 1);
  }
}
