package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aFreePlaceGoesToTheOrganisationWithTheFewest() throws Exception {
    var admission = admission(2, 2, 10);
    List<String> admitted = new CopyOnWriteArrayList<>();
    admission.enter("many", PATIENCE);
    admission.enter("many", PATIENCE);
    List<Thread> waiting = new ArrayList<>();
    for (String organisation : List.of("many", "many", "few")) {
      waiting.add(
          waits(() -> {
            admission.enter(organisation, PATIENCE);
            admitted.add(organisation);
          }));
    }

    admission.leave("many");
    waiting.getLast().join();
    assertThat(admitted).containsExactly("few");

    admission.leave("many");
    admission.leave("few");
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(admitted).containsExactly("few", "many", "many");
  }

  @Test
  void anOrganisationLeavesPlacesToOthers() {
    var admission = admission(3, 1, 0);
    admission.enter("one", PATIENCE);

    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> admission.enter("one", PATIENCE));

    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(failure)
        .hasMessage(
            "your organisation runs 1 queries, as many as it may, and 0 wait already; try again"
                + " later");
    admission.enter("other", PATIENCE);
  }

  @Test
  void patienceEnds() {
    var admission = admission(1, 1, 1);
    admission.enter("one", PATIENCE);

    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class, () -> admission.enter("other", Duration.ofMillis(1)));

    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    admission.leave("one");
    admission.enter("other", PATIENCE);
  }

  @Test
  void whoIsInterruptedWaitsNoMore() throws Exception {
    var admission = admission(1, 1, 1);
    admission.enter("one", PATIENCE);
    var failure = new AtomicReference<GatewayException>();
    Thread gone =
        waits(() ->
            failure.set(
                catchThrowableOfType(
                    GatewayException.class, () -> admission.enter("gone", PATIENCE))));

    gone.interrupt();
    gone.join();

    assertThat(failure.get())
        .isNotNull()
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.CANCELLED);
    admission.leave("one");
    admission.enter("next", PATIENCE);
  }

  private static Admission admission(int concurrent, int perOrganisation, int waiting) {
    return new Admission(new QueryLimits(PATIENCE, concurrent, perOrganisation, waiting, 0));
  }

  /// Starts something and returns when it waits.
  private static Thread waits(Runnable entering) throws Exception {
    Thread thread = Thread.ofVirtual().start(entering);
    Eventually.holds("it waits", PATIENCE, () -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }
}
