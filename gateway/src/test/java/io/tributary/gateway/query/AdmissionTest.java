package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryLimits;
import io.tributary.gateway.execution.MemoryNeed;
import io.tributary.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdmissionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MB = 1L << 20;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void aFreePlaceGoesToTheOrganisationWithTheFewest() throws Exception {
    var admission = admission(2, 2, 10);
    List<Admission.Place> few = new CopyOnWriteArrayList<>();
    List<String> admitted = new CopyOnWriteArrayList<>();
    Admission.Place one = enter(admission, "many");
    Admission.Place two = enter(admission, "many");
    List<Thread> waiting = new ArrayList<>();
    for (String organisation : List.of("many", "many", "few")) {
      waiting.add(
          waits(
              admission,
              () -> {
                few.add(enter(admission, organisation));
                admitted.add(organisation);
              }));
    }

    one.close();
    waiting.getLast().join();
    assertThat(admitted).containsExactly("few");

    two.close();
    few.getFirst().close();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(admitted).containsExactly("few", "many", "many");
  }

  @Test
  void anOrganisationHasItsPlacesByPriority() throws Exception {
    var admission = admission(1, 1, 10);
    Admission.Place running = enter(admission, "one");
    List<Priority> admitted = new CopyOnWriteArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
      waiting.add(
          waits(
              admission,
              () -> {
                Admission.Place place = enter(admission, "one", priority);
                admitted.add(priority);
                place.close();
              }));
    }

    running.close();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(admitted).containsExactly(Priority.HIGH, Priority.NORMAL, Priority.LOW);
  }

  @Test
  void priorityPassesNoOtherOrganisation() throws Exception {
    var admission = admission(1, 1, 10);
    Admission.Place running = enter(admission, "running");
    List<String> admitted = new CopyOnWriteArrayList<>();
    Thread first = waits(admission, () -> record(admission, "first", Priority.LOW, admitted));
    Thread second = waits(admission, () -> record(admission, "second", Priority.HIGH, admitted));

    running.close();
    first.join();
    second.join();
    assertThat(admitted).containsExactly("first", "second");
  }

  private static void record(
      Admission admission, String organisation, Priority priority, List<String> admitted) {
    Admission.Place place = enter(admission, organisation, priority);
    admitted.add(organisation);
    place.close();
  }

  @Test
  void anOrganisationLeavesPlacesToOthers() {
    var admission = admission(3, 1, 0);
    enter(admission, "one");

    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> enter(admission, "one"));

    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(failure)
        .hasMessage(
            "your organisation runs 1 queries, as many as it may, and 0 wait already; try again"
                + " later, or raise query.max-concurrent-per-organisation");
    assertThat(enter(admission, "other")).isNotNull();
  }

  @Test
  void patienceEnds() {
    var admission = admission(1, 1, 1);
    Admission.Place one = enter(admission, "one");

    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                admission.enter(
                    "other",
                    Priority.NORMAL,
                    Weight.LIGHT,
                    new MemoryNeed(false),
                    Duration.ofMillis(1)));

    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    one.close();
    assertThat(enter(admission, "other")).isNotNull();
  }

  @Test
  void whoIsInterruptedWaitsNoMore() throws Exception {
    var admission = admission(1, 1, 1);
    Admission.Place one = enter(admission, "one");
    var failure = new AtomicReference<GatewayException>();
    Thread gone =
        waits(
            admission,
            () ->
                failure.set(
                    catchThrowableOfType(GatewayException.class, () -> enter(admission, "gone"))));

    gone.interrupt();
    gone.join();

    assertThat(failure.get())
        .isNotNull()
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.CANCELLED);
    one.close();
    assertThat(enter(admission, "next")).isNotNull();
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    var admission = admission(2, 2, 0);
    enter(admission, "one");
    Admission.Place two = enter(admission, "one");
    two.close();
    two.close();
    enter(admission, "one");

    assertThat(catchThrowableOfType(GatewayException.class, () -> enter(admission, "one")))
        .isNotNull();
  }

  @Test
  void whoFindsNoMemoryIsToldWhoHasIt() {
    var admission = admissionForOneDuckDb(4, 0);
    enterWithDuckDb(admission, "one");

    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> enterWithDuckDb(admission, "other"));

    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(failure)
        .hasMessage(
            "the query needs 40MB of memory at least, but of memory.limit, 76MB, the DuckDBs of 1"
                + " queries have reserved 32MB, batches 8MB, caches 0B, and 0 wait already; try"
                + " again later, or raise memory.limit");
  }

  @Test
  void whoNeedsLessPassesWhoLacksMemoryButOnlySoOften() throws Exception {
    var admission = admissionForOneDuckDb(2, 10);
    Admission.Place first = enterWithDuckDb(admission, "one");
    List<Admission.Place> large = new CopyOnWriteArrayList<>();
    Thread lacksMemory = waits(admission, () -> large.add(enterWithDuckDb(admission, "one")));
    for (int passing = 0; passing < 2; passing++) {
      enter(admission, "one").close();
    }
    List<Admission.Place> small = new CopyOnWriteArrayList<>();
    Thread mayPassNoMore = waits(admission, () -> small.add(enter(admission, "one")));

    assertThat(large).isEmpty();
    first.close();
    lacksMemory.join();
    mayPassNoMore.join();
    assertThat(large).hasSize(1);
    assertThat(small).hasSize(1);
  }

  @Test
  void whatBatchesLetGoLetsTheNextIn() throws Exception {
    var admission = admissionForOneDuckDb(2, 10);
    ArrowBuf batch = allocator.buffer(64 * MB);
    Thread waiting = waits(admission, () -> enterWithDuckDb(admission, "one").close());

    batch.close();

    assertThat(waiting.join(PATIENCE)).isTrue();
  }

  @Test
  void heavyQueriesLeaveAPlaceToLightOnes() throws Exception {
    var admission = admission(4, 4, 10);
    List<Admission.Place> heavy = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      heavy.add(enterWithDuckDb(admission, "one"));
    }
    Thread waiting = waits(admission, () -> enterWithDuckDb(admission, "one").close());

    enter(admission, "one").close();
    assertThat(waiting.isAlive()).isTrue();

    heavy.getFirst().close();
    assertThat(waiting.join(PATIENCE)).isTrue();
  }

  @Test
  void anOrganisationsHeavyQueriesLeaveAPlaceToItsLightOnes() throws Exception {
    var admission = admission(100, 4, 10);
    for (int i = 0; i < 3; i++) {
      enterWithDuckDb(admission, "one");
    }
    Thread waiting = waits(admission, () -> enterWithDuckDb(admission, "one"));

    assertThat(enter(admission, "one")).isNotNull();
    assertThat(enterWithDuckDb(admission, "other")).isNotNull();
    assertThat(waiting.isAlive()).isTrue();
    waiting.interrupt();
    waiting.join();
  }

  @Test
  void lightQueriesMayHaveAllPlaces() {
    var admission = admission(4, 4, 10);

    for (int i = 0; i < 4; i++) {
      assertThat(enter(admission, "one")).isNotNull();
    }
  }

  @Test
  void whoIsRefusedLearnsThatHeavyQueriesAreWhy() {
    var admission = admission(4, 4, 0);
    for (int i = 0; i < 3; i++) {
      enterWithDuckDb(admission, "one");
    }

    assertThatThrownBy(() -> enterWithDuckDb(admission, "two"))
        .hasMessageContaining("3 heavy queries run, as many as may at once, and 0 wait already")
        .hasMessageContaining("query.max-concurrent");
  }

  private static Admission.Place enter(Admission admission, String organisation) {
    return enter(admission, organisation, Priority.NORMAL);
  }

  private static Admission.Place enter(
      Admission admission, String organisation, Priority priority) {
    return admission.enter(organisation, priority, Weight.LIGHT, new MemoryNeed(false), PATIENCE);
  }

  private static Admission.Place enterWithDuckDb(Admission admission, String organisation) {
    return admission.enter(
        organisation, Priority.NORMAL, Weight.HEAVY, new MemoryNeed(true), PATIENCE);
  }

  @Test
  void whatWillNeverHaveEnoughMemoryDoesNotWait() {
    Admission small =
        new Admission(
            new QueryLimits(PATIENCE, 1, 1),
            new MemoryBudget(allocator, new MemoryLimits(100 * MB, 0, 100 * MB, 1)),
            true);

    assertThatThrownBy(() ->
            small.enter(
                "acme", Priority.NORMAL, Weight.HEAVY, new MemoryNeed(true, true, false), PATIENCE))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
        .hasMessageContaining("needs 161MB of memory at least");
  }

  private Admission admission(int concurrent, int perOrganisation, int waiting) {
    return new Admission(
        new QueryLimits(PATIENCE, concurrent, perOrganisation, waiting, 0),
        new MemoryBudget(allocator, new MemoryLimits(1 << 30, 0, 1 << 30, concurrent)),
        true);
  }

  private Admission admissionForOneDuckDb(int concurrent, int waiting) {
    return new Admission(
        new QueryLimits(PATIENCE, concurrent, waiting),
        new MemoryBudget(allocator, new MemoryLimits(76 * MB, 0, 32 * MB, 16)),
        true);
  }

  /// Starts something and returns when it waits.
  private static Thread waits(Admission admission, Runnable entering) throws Exception {
    int waiting = admission.waiting();
    Thread thread = Thread.ofVirtual().start(entering);
    Eventually.holds("it waits", PATIENCE, () -> admission.waiting() == waiting + 1);
    return thread;
  }
}
