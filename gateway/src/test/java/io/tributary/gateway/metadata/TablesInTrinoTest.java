package io.tributary.gateway.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables as a Trino cluster has them, whose names are all lower case.
final class TablesInTrinoTest {
  @TempDir private Path directory;
  private MetadataFixture fixture;
  private TablesInTrino tables;

  @BeforeEach
  void start() {
    fixture = new MetadataFixture(directory);
    fixture.write(
        "shop",
        "connector.name=memory",
        "tables=public.T, public.t, public.Alone, public.One, public.ONE, Sales.u, sales.u");
    fixture.write("cluster", "connector.name=memory", "tables=public.t, public.alone");
    fixture.advance(MetadataFixture.LONG);
    tables =
        new TablesInTrino(new InCluster(fixture.metadata()), new TrinoEngine("cluster", Map.of()));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /// Schemas of the cluster with their catalog before them, as a source of connector `trino` has.
  private static final class InCluster extends ForwardingMetadata {
    InCluster(Metadata metadata) {
      super(metadata);
    }

    @Override
    public TableMetadata table(String source, String schema, String table) {
      return super.table(source, schema.replaceFirst("^shop[.]", ""), table);
    }
  }

  private TableMetadata find(String schema, String table) {
    return Caller.DEFAULT.call(() -> tables.table("shop", schema, table));
  }

  @ParameterizedTest
  @CsvSource({"t, t", "Alone, alone"})
  void aTableThatTrinoTellsFromAllOthersIsFound(String table, String inTrino) {
    assertThat(find("public", table).id()).isEqualTo(new TableId("cluster", "public", inTrino));
  }

  @ParameterizedTest
  @CsvSource({"public, T", "public, One", "public, ONE", "Sales, u"})
  void aTableThatTrinoDoesNotTellFromAnotherIsRefused(String schema, String table) {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> find(schema, table))
        .withMessageContaining(
            "another name differs from shop.%s.%s in case only".formatted(schema, table))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }
}
