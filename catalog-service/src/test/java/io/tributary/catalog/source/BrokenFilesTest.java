package io.tributary.catalog.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.catalog.CatalogFixture;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokenFilesTest {
  @TempDir private Path directory;

  @Test
  void anUnknownConnectorIsNamedWithTheNearestKnownOne() {
    write("sales", "connector.name=postgres");

    assertFailed("sales", "sales.properties: connector.name: there is no connector \"postgres\"");
    assertThat(listed("sales").getFailure()).contains("did you mean postgresql?");
  }

  @Test
  void aMissingConnectorNameListsTheConnectors() {
    write("sales", "connection-url=jdbc:postgresql://localhost/sales");

    assertFailed("sales", "sales.properties: connector.name is missing; the connectors are: ");
    assertThat(listed("sales").getFailure()).contains("memory", "postgresql");
  }

  @Test
  void aMissingEnvironmentVariableIsNamedWithItsKey() {
    write("sales", "connector.name=memory", "token=${ENV:NO_SUCH_VARIABLE}");

    assertFailed(
        "sales", "sales.properties: token: environment variable NO_SUCH_VARIABLE is not set");
  }

  @Test
  void everyBadReferenceIsNamedAtOnce() {
    write("sales", "connector.name=memory", "tables=${ENV:ONE}", "token=${FILE:/etc/passwd}");

    assertFailed(
        "sales",
        "sales.properties: tables: environment variable ONE is not set; token: a reference is"
            + " written ${ENV:NAME}");
  }

  @Test
  void anUnterminatedReferenceIsNoSecretItself() {
    write("sales", "connector.name=memory", "token=${ENV:SECRET");

    assertFailed("sales", "sales.properties: token: a reference is written ${ENV:NAME}");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestKnownOne() {
    write(
        "sales",
        "connector.name=postgresql",
        "connection-url=jdbc:postgresql://localhost/sales",
        "connection-user=reader",
        "connection-pasword=hunter2");

    assertFailed("sales", "sales.properties: ");
    assertThat(listed("sales").getFailure())
        .contains("connection-pasword", "connection-password")
        .doesNotContain("hunter2");
  }

  @Test
  void aBadValueIsReportedWithItsKey() {
    write(
        "sales",
        "connector.name=postgresql",
        "connection-url=localhost:5432",
        "connection-user=reader",
        "connection-pool-size=many");

    assertFailed("sales", "sales.properties: ");
    assertThat(listed("sales").getFailure()).contains("connection-url", "connection-pool-size");
  }

  @Test
  void aKeyThatIsSetTwiceIsNotSilentlyDecided() {
    write("sales", "connector.name=memory", "token=first", "token=second");

    assertFailed("sales", "sales.properties: set more than once: token");
  }

  @Test
  void aNameThatIsNoIdentifierIsExplained() {
    write("My Sales", "connector.name=memory");

    assertFailed(
        "My Sales",
        "My Sales.properties: \"My Sales\" cannot name a source: a name is made of lower-case"
            + " letters, digits, _ and -");
  }

  @Test
  void aFileThatIsNoTextIsExplained() throws IOException {
    Files.write(
        directory.resolve("sales.properties"),
        "token=caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertFailed("sales", "sales.properties: the file is not UTF-8 text");
  }

  @Test
  void aMalformedEscapeIsExplained() {
    write("sales", "connector.name=memory", "token=\\u12");

    assertFailed("sales", "sales.properties: a \\u escape is malformed");
  }

  @Test
  void aFileThatCannotBeReadIsExplained() throws IOException {
    // A link that leads nowhere cannot be read by anybody, not even by root.
    Files.createSymbolicLink(directory.resolve("sales.properties"), directory.resolve("nowhere"));

    assertFailed("sales", "sales.properties: the file cannot be read: NoSuchFileException");
  }

  @Test
  void whatAConnectorSaysBecomesOneLineWithoutSecrets() {
    write("sales", "connector.name=memory", "behaviour=refuse", "token=hunter2");

    assertFailed("sales", "sales.properties: token *** is not good enough");
  }

  @Test
  void aConnectorThatCrashesMakesAFailedSource() {
    write("sales", "connector.name=memory", "behaviour=crash", "token=hunter2");

    assertFailed(
        "sales",
        "sales.properties: connector memory failed unexpectedly; the catalog's log tells more");
  }

  @Test
  void theOtherSourcesAreNotAffected() {
    write("broken", "connector.name=nonsense");
    write("good", "connector.name=memory");

    assertThat(listed("good").getState()).isEqualTo(SourceState.SOURCE_STATE_READY);
    assertThat(listed("broken").getState()).isEqualTo(SourceState.SOURCE_STATE_FAILED);
  }

  @Test
  void aFolderThatDoesNotExistHoldsNoSources() {
    try (CatalogFixture catalog = CatalogFixture.over(directory.resolve("nowhere"))) {
      assertThat(catalog.sources()).isEmpty();
    }
  }

  @Test
  void otherFilesAreNoSources() {
    CatalogFixture.write(directory, "README.md", "# Sources");
    CatalogFixture.write(directory, ".hidden.properties", "connector.name=memory");

    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      assertThat(catalog.sources()).isEmpty();
    }
  }

  private void write(String source, String... lines) {
    CatalogFixture.write(directory, source + ".properties", lines);
  }

  private void assertFailed(String source, String reason) {
    SourceSummary listed = listed(source);
    assertThat(listed.getState()).isEqualTo(SourceState.SOURCE_STATE_FAILED);
    assertThat(listed.getFailure()).startsWith(reason).doesNotContain("\n");
  }

  private SourceSummary listed(String source) {
    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      return catalog.source(source);
    }
  }
}
