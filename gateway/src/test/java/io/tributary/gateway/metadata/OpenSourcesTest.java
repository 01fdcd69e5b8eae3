package io.tributary.gateway.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.gateway.error.GatewayException;
import io.tributary.testing.MemoryConnector.MemorySource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenSourcesTest {
  @TempDir private Path directory;
  private MetadataFixture fixture;

  @BeforeEach
  void start() {
    fixture = new MetadataFixture(directory);
    configure("public.people");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void anUnchangedConfigurationKeepsItsSourceOpen() {
    Source before = people();
    fixture.advance(MetadataFixture.LONG);

    assertThat(people()).isSameAs(before);
  }

  @Test
  void aChangedConfigurationOpensANewSource() {
    Source before = people();

    configure("public.people, public.companies");

    assertThat(people()).isNotSameAs(before);
  }

  @Test
  void aSourceThatNobodyLeasesClosesSomeTimeAfterItsConfigurationChanged() {
    people();
    MemorySource old = fixture.memory().lastOpened();
    configure("public.people, public.companies");
    people();
    assertThat(old.closings()).isZero();

    fixture.advance(MetadataFixture.LONG);
    people();

    assertThat(old.closings()).isEqualTo(1);
  }

  @Test
  void whatWasPlannedBeforeAChangeCanStillBeLeasedShortlyAfter() {
    Source planned = people();
    configure("public.people, public.companies");
    people();

    try (SourceLease lease = fixture.metadata().lease(List.of(planned))) {
      assertThat(lease).isNotNull();
    }
  }

  @Test
  void aLeasedSourceStaysOpenHoweverLongTheQueryRuns() {
    Source old = people();
    MemorySource observed = fixture.memory().lastOpened();
    SourceLease lease = fixture.metadata().lease(List.of(old));
    configure("public.people, public.companies");
    people();
    fixture.advance(MetadataFixture.LONG);
    people();
    assertThat(observed.closings()).isZero();

    lease.close();

    assertThat(observed.closings()).isEqualTo(1);
  }

  @Test
  void aSourceThatHasBeenClosedCannotBeLeased() {
    Source old = people();
    configure("public.people, public.companies");
    people();
    fixture.advance(MetadataFixture.LONG);
    people();

    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> fixture.metadata().lease(List.of(old)))
        .withMessage(
            "the configuration of source crm has changed since the query was planned; run it again")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE));
  }

  @Test
  void aLeaseThatFailsHoldsNothing() {
    Source old = people();
    configure("public.people, public.companies");
    Source current = people();
    MemorySource observed = fixture.memory().lastOpened();
    fixture.advance(MetadataFixture.LONG);
    people();
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> fixture.metadata().lease(List.of(current, old)));

    fixture.metadata().close();

    assertThat(observed.closings()).isEqualTo(1);
  }

  @Test
  void aSourceThatNobodyAsksForIsClosed() {
    people();
    MemorySource idle = fixture.memory().lastOpened();
    fixture.write("other", "connector.name=memory", "tables=public.people");
    fixture.delete("crm");
    for (int i = 0; i < 5; i++) {
      fixture.advance(MetadataFixture.LONG);
      Caller.DEFAULT.run(() -> fixture.metadata().table("other", "public", "people"));
    }

    assertThat(idle.closings()).isEqualTo(1);
    assertThat(fixture.memory().lastOpened().closings()).isZero();
  }

  @Test
  void closingWaitsForRunningQueries() {
    SourceLease lease = fixture.metadata().lease(List.of(people()));
    fixture.metadata().close();
    assertThat(fixture.memory().lastOpened().closings()).isZero();

    lease.close();

    assertThat(fixture.memory().lastOpened().closings()).isEqualTo(1);
  }

  @Test
  void aLongUnusedSourceMakesRoomWhenThereAreTooMany() {
    people();
    MemorySource first = fixture.memory().lastOpened();
    for (int i = 0; i < OpenSources.MAX_OPEN; i++) {
      new Caller("organisation-" + i, Optional.empty())
          .run(() -> fixture.metadata().table("crm", "public", "people"));
    }
    fixture.advance(MetadataFixture.LONG);
    Caller.DEFAULT.run(fixture.metadata()::sources);
    fixture.metadata().lease(List.of()).close();

    assertThat(first.closings()).isEqualTo(1);
    assertThat(fixture.memory().opened()).filteredOn(source -> source.closings() > 0).hasSize(1);
  }

  private Source people() {
    return Caller.DEFAULT.call(() -> fixture.metadata().table("crm", "public", "people").source());
  }

  /// Configures the source and lets all that is remembered grow old, but not what is leaving.
  private void configure(String tables) {
    fixture.write("crm", "connector.name=memory", "tables=" + tables);
    fixture.advance(MetadataFixture.SHORT);
  }
}
