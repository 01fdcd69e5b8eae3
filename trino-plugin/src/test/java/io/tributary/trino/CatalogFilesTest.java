package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.catalog.CatalogName;
import io.trino.spi.catalog.CatalogProperties;
import io.trino.spi.connector.ConnectorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogFilesTest {

  @TempDir Path folder;

  @Test
  void each_properties_file_is_a_catalog_in_lower_case() throws IOException {
    Path hive = write("Hive.properties", "");
    write("notes.txt", "");

    assertThat(CatalogFiles.list(folder)).isEqualTo(Map.of(new CatalogName("hive"), hive));
  }

  @Test
  void without_the_folder_there_are_none() {
    assertThat(CatalogFiles.list(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void two_files_of_one_catalog_are_refused() throws IOException {
    write("Hive.properties", "");
    write("hive.properties", "");

    assertThatThrownBy(() -> CatalogFiles.list(folder))
        .hasMessageContaining("Hive.properties")
        .hasMessageContaining("hive.properties configure one catalog");
  }

  @Test
  void a_file_that_would_hide_trinos_own_catalog_is_refused() throws IOException {
    write("system.properties", "");

    assertThatThrownBy(() -> CatalogFiles.list(folder))
        .hasMessageContaining("system.properties cannot name a catalog");
  }

  @Test
  void a_file_names_the_connector_and_its_properties() throws IOException {
    Path file = write("hive.properties", "connector.name = hive\nhive.metastore = ${ENV:STORE} \n");

    CatalogProperties catalog = CatalogFiles.read(new CatalogName("hive"), file);

    assertThat(catalog.connectorName()).isEqualTo(new ConnectorName("hive"));
    assertThat(catalog.properties()).isEqualTo(Map.of("hive.metastore", "${ENV:STORE}"));
  }

  @Test
  void a_file_without_a_connector_is_refused() throws IOException {
    Path file = write("hive.properties", "");

    assertThatThrownBy(() -> CatalogFiles.read(new CatalogName("hive"), file))
        .hasMessageContaining("hive.properties does not say connector.name");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
