package io.tributary.catalog.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.catalog.CatalogFixture;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesDiscoveryTest {
  @TempDir private Path directory;
  @TempDir private Path lake;

  @Test
  void parquetFilesAreTablesWithColumnsAndRowCounts() throws SQLException {
    new TpchData(0.01).writeParquet(lake.resolve("tpch"), List.of(TpchTable.PART));
    CatalogFixture.write(directory, "lake.properties", "connector.name=files", "location=" + lake);

    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      assertThat(
              catalog
                  .client()
                  .listTables(ListTablesRequest.newBuilder().setSource("lake").build())
                  .getTablesList())
          .extracting(table -> table.getRef().getSchema() + "." + table.getRef().getTable())
          .containsExactly("tpch.part");
      Table part =
          catalog
              .client()
              .getTable(
                  GetTableRequest.newBuilder()
                      .setSource("lake")
                      .setSchema("tpch")
                      .setTable("part")
                      .build())
              .getTable();
      assertThat(
              Schema.deserializeMessage(part.getArrowSchema().asReadOnlyByteBuffer()).getFields())
          .extracting(Field::getName)
          .startsWith("p_partkey", "p_name")
          .hasSize(9);
      assertThat(part.getRowCount()).isEqualTo(2_000);
    }
  }

  @Test
  void aTableThatCannotBeDescribedTakesNoOthersColumnsAway() throws IOException {
    Files.writeString(lake.resolve("broken.parquet"), "no Parquet");
    Files.writeString(lake.resolve("good.csv"), "id,name\n1,ann\n");
    Files.writeString(lake.resolve("other.csv"), "n\n1\n");
    CatalogFixture.write(directory, "lake.properties", "connector.name=files", "location=" + lake);

    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      var request =
          BatchGetColumnsRequest.newBuilder()
              .setSource("lake")
              .setSchema("main")
              .addAllTables(List.of("broken", "good", "other"))
              .build();
      assertThat(catalog.client().batchGetColumns(request).getTablesList())
          .extracting(table -> table.getRef().getTable())
          .containsExactlyInAnyOrder("good", "other");
    }
  }

  @Test
  void columnsOfAFolderThatIsGoneAreNotSilentlyMissing() throws IOException {
    Files.writeString(lake.resolve("good.csv"), "id,name\n1,ann\n");
    CatalogFixture.write(directory, "lake.properties", "connector.name=files", "location=" + lake);

    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      var request =
          BatchGetColumnsRequest.newBuilder()
              .setSource("lake")
              .setSchema("main")
              .addAllTables(List.of("good", "other"))
              .build();
      Files.delete(lake.resolve("good.csv"));
      Files.delete(lake);
      assertThatThrownBy(() -> catalog.client().batchGetColumns(request))
          .hasMessageContaining("UNAVAILABLE");
    }
  }
}
