package io.tributary.catalog.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.catalog.CatalogFixture;
import io.tributary.testing.MemoryConnector.MemorySource;
import io.tributary.v1.RefreshSourceRequest;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangingFilesTest {
  @TempDir private Path directory;
  private CatalogFixture catalog;

  @BeforeEach
  void start() {
    CatalogFixture.write(
        directory, "crm.properties", "connector.name=memory", "tables=public.people");
    catalog = CatalogFixture.over(directory);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void aNewFileIsNoticedAfterTheCheckInterval() {
    catalog.write("sales.properties", "connector.name=memory");
    assertThat(catalog.sources()).extracting(SourceSummary::getName).containsExactly("crm");

    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(catalog.sources())
        .extracting(SourceSummary::getName)
        .containsExactly("crm", "sales");
  }

  @Test
  void aRefreshNoticesANewFileAtOnce() {
    catalog.write("sales.properties", "connector.name=memory");

    SourceSummary refreshed =
        catalog
            .client()
            .refreshSource(RefreshSourceRequest.newBuilder().setSource("sales").build())
            .getSource();

    assertThat(refreshed.getState()).isEqualTo(SourceState.SOURCE_STATE_READY);
  }

  @Test
  void anUnchangedFileKeepsItsSourceOpen() {
    catalog.advance(CatalogFixture.CHECK_INTERVAL);
    catalog.sources();

    assertThat(catalog.memory().opened()).hasSize(1);
    assertThat(catalog.memory().lastOpened().closings()).isZero();
  }

  @Test
  void aChangedFileOpensANewSourceAndClosesTheOld() {
    catalog.write("crm.properties", "connector.name=memory", "tables=public.companies");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);
    catalog.sources();

    assertThat(catalog.memory().opened()).extracting(MemorySource::closings).containsExactly(1, 0);
  }

  @Test
  void aChangedFileHasAnotherVersion() {
    String before = version();
    catalog.write("crm.properties", "connector.name=memory", "tables=public.companies");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(version()).isNotEqualTo(before).matches("[0-9a-f]{16}");
  }

  @Test
  void aRemovedFileTakesItsSourceAway() {
    catalog.delete("crm.properties");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(catalog.sources()).isEmpty();
    assertThat(catalog.memory().lastOpened().closings()).isEqualTo(1);
  }

  @Test
  void aFileThatBreaksFailsItsSourceAndClosesWhatWasOpen() {
    catalog.write("crm.properties", "connector.name=");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(catalog.source("crm").getState()).isEqualTo(SourceState.SOURCE_STATE_FAILED);
    assertThat(catalog.memory().lastOpened().closings()).isEqualTo(1);
  }

  @Test
  void aRepairedFileMakesItsSourceReady() {
    catalog.write("sales.properties", "connector.name=nonsense");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);
    assertThat(catalog.source("sales").getState()).isEqualTo(SourceState.SOURCE_STATE_FAILED);

    catalog.write("sales.properties", "connector.name=memory");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(catalog.source("sales").getState()).isEqualTo(SourceState.SOURCE_STATE_READY);
  }

  @Test
  void aRepeatedLookAtAFileThatCrashesItsConnectorIsNoNewSource() {
    catalog.write("sales.properties", "connector.name=memory", "behaviour=crash");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);
    SourceSummary before = catalog.source("sales");
    catalog.advance(CatalogFixture.CHECK_INTERVAL);

    assertThat(catalog.source("sales")).isEqualTo(before);
  }

  @Test
  void closingTheCatalogClosesItsSources() {
    catalog.close();

    assertThat(catalog.memory().lastOpened().closings()).isEqualTo(1);
  }

  private String version() {
    return catalog
        .resolution()
        .resolveSource(ResolveSourceRequest.newBuilder().setSource("crm").build())
        .getVersion();
  }
}
