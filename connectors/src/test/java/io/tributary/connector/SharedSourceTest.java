package io.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.MemoryConnector;
import io.tributary.testing.MemoryConnector.MemorySource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SharedSourceTest {
  private MemorySource source;
  private SharedSource shared;

  @BeforeEach
  void open() {
    MemoryConnector connector = new MemoryConnector();
    shared =
        new SharedSource(connector.open(new SourceConfiguration("crm", "memory", Map.of(), "1")));
    source = connector.lastOpened();
  }

  @Test
  void aSourceThatNobodyUsesClosesWhenItIsRetired() {
    shared.retire();

    assertThat(source.closings()).isEqualTo(1);
  }

  @Test
  void aSourceThatIsInUseStaysOpenUntilTheLastLeaseIsGivenBack() {
    SharedSource.Lease first = shared.lease().orElseThrow();
    SharedSource.Lease second = shared.lease().orElseThrow();
    shared.retire();
    first.close();
    assertThat(source.closings()).isZero();

    second.close();

    assertThat(source.closings()).isEqualTo(1);
  }

  @Test
  void aSourceThatIsNotRetiredStaysOpenWithoutLeases() {
    shared.lease().orElseThrow().close();

    assertThat(source.closings()).isZero();
  }

  @Test
  void aRetiredSourceGivesNoMoreLeases() {
    SharedSource.Lease _ = shared.lease().orElseThrow();
    shared.retire();

    assertThat(shared.lease()).isEmpty();
  }

  @Test
  void aLeaseClosedTwiceCountsOnce() {
    SharedSource.Lease first = shared.lease().orElseThrow();
    SharedSource.Lease _ = shared.lease().orElseThrow();
    shared.retire();
    first.close();
    first.close();

    assertThat(source.closings()).isZero();
  }

  @Test
  void retiringTwiceClosesOnce() {
    shared.retire();
    shared.retire();

    assertThat(source.closings()).isEqualTo(1);
  }
}
