package io.tributary.gateway.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PlanningTurnTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turns = new Semaphore(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void close() {
    answer.countDown();
    threads.close();
  }

  private Future<String> waiting(PlanningTurn turn) {
    return threads.submit(() -> {
      turns.acquire();
      String answered = turn.call(() -> PlanningTurn.waitingFor("source sales", this::answered));
      turns.release();
      return answered;
    });
  }

  private String answered() {
    try {
      answer.await();
      return "answered";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoWaitsForASourceHoldsUpNobody() throws Exception {
    var waiting = new PlanningTurn(turns);
    Future<String> planned = waiting(waiting);
    Eventually.holds(
        "the wait begins", Duration.ofSeconds(30), () -> waiting.awaited().isPresent());

    assertThat(turns.tryAcquire()).isTrue();
    turns.release();
    answer.countDown();
    assertThat(planned.get()).isEqualTo("answered");
    assertThat(turns.availablePermits()).isOne();
  }

  @Test
  void whatIsWaitedForIsTold() throws Exception {
    var waiting = new PlanningTurn(turns);
    Future<String> planned = waiting(waiting);
    Eventually.holds(
        "the wait begins", Duration.ofSeconds(30), () -> waiting.awaited().isPresent());

    assertThat(waiting.awaited()).hasValue("source sales");
    answer.countDown();
    assertThat(planned.get()).isEqualTo("answered");
    assertThat(waiting.awaited()).isEmpty();
  }

  @Test
  void withoutATurnThereIsNothingToGiveAway() {
    answer.countDown();

    assertThat(PlanningTurn.waitingFor("source sales", this::answered)).isEqualTo("answered");
    assertThat(turns.availablePermits()).isOne();
  }
}
