package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.trino.jdbc.StageStats;
import io.trino.jdbc.TrinoResultSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A large table of PostgreSQL that a real Trino server reads by several splits.
final class ParallelReadsInTrinoIT {

  private static final int ROWS = 400_000;
  private static final int PARTS = 4;

  /// Well below the minute after which the gateway lets go by itself.
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static TrinoWithTributary servers;

  @BeforeAll
  static void startServers() throws IOException, InterruptedException {
    postgres = PostgresServer.start();
    postgres.execute(
        "CREATE TABLE large (id bigint PRIMARY KEY, filler varchar(130))",
        "INSERT INTO large SELECT i, repeat('x', 120) || i FROM generate_series(1, %d) AS i"
            .formatted(ROWS),
        "VACUUM ANALYZE");
    String source = GatewayProcess.postgresSource(postgres, postgres.port());
    servers =
        TrinoWithTributary.start(
            folder,
            Map.of(
                "sales", source,
                "few", source + "connection-pool-size=6\nconnection-timeout=300ms\n",
                "pair", source + "connection-pool-size=2\nconnection-timeout=300ms\n"),
            Map.of("sales", catalog("sales"), "few", catalog("few"), "pair", catalog("pair")));
  }

  private static String catalog(String source) {
    return GatewayProcess.catalog("{gateway}", "tributary.source=" + source);
  }

  @AfterAll
  static void stopServers() {
    if (servers != null) {
      servers.close();
    }
    postgres.close();
  }

  @AfterEach
  void nothing_is_held() throws Exception {
    Eventually.holds("PostgreSQL holds nothing", SOON, () -> postgres.openTransactions() == 0);
  }

  @Test
  void a_large_table_is_read_by_several_splits_that_have_every_row_once() throws SQLException {
    String sql = "select count(*), sum(id), checksum(id), checksum(filler) from sales.public.large";

    Answer inParts = answer(sql, "sales.aggregation_pushdown_enabled = false");
    Answer asOne =
        answer(
            sql,
            "sales.aggregation_pushdown_enabled = false",
            "sales.parallel_reads_enabled = false");

    assertThat(inParts.row).isEqualTo(asOne.row).startsWith(ROWS + ", ");
    assertThat(asOne.splits).isEqualTo(1);
    assertThat(inParts.splits).isEqualTo(PARTS);
  }

  @Test
  void texts_that_are_wider_for_trino_are_read_by_several_splits_too() throws SQLException {
    assertThat(
            answer(
                    "select checksum(filler), checksum(cast(filler as varchar)) from"
                        + " sales.public.large",
                    "sales.aggregation_pushdown_enabled = false")
                .splits)
        .isEqualTo(PARTS);
  }

  @Test
  void what_the_gateway_limits_sorts_or_groups_is_read_by_one_split() throws SQLException {
    assertThat(
            answer("select max(id) from (select id from sales.public.large limit 390000)").splits)
        .isEqualTo(1);
    assertThat(
            answer(
                    "select max(id) from"
                        + " (select id from sales.public.large order by id limit 390000)")
                .splits)
        .isEqualTo(1);
    assertThat(
            answer("select filler, count(*) from sales.public.large group by filler limit 3")
                .splits)
        .isEqualTo(1);
  }

  @Test
  void a_limit_that_trino_applies_ends_the_read_at_the_source() throws Exception {
    String sql = "select id from sales.public.large where length(filler) > 10 limit 5";

    assertThat(answer(sql).row).isNotEmpty();

    Eventually.holds("PostgreSQL holds nothing", SOON, () -> postgres.openTransactions() == 0);
  }

  @Test
  void a_query_that_fails_ends_the_read_at_the_source() throws Exception {
    assertThatThrownBy(() ->
            answer("select sum(1 / (id - 300000 - length(filler) * 0)) from sales.public.large"))
        .hasMessageContaining("Division by zero");

    Eventually.holds("PostgreSQL holds nothing", SOON, () -> postgres.openTransactions() == 0);
  }

  @Test
  void a_query_that_is_cancelled_ends_the_read_at_the_source() throws Exception {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> query =
          executor.submit(() ->
              statement
                  .executeQuery(
                      "select count(*) from sales.public.large a cross join sales.public.large b"
                          + " where length(a.filler) <> length(b.filler)")
                  .next());
      Eventually.holds("it reads", SOON, () -> postgres.openTransactions() > 1);

      statement.cancel();

      Eventually.holds("PostgreSQL holds nothing", SOON, () -> postgres.openTransactions() == 0);
      assertThatThrownBy(query::get).hasCauseInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"few", "pair"})
  void many_scans_of_one_query_end_however_few_connections_there_are(String catalog)
      throws SQLException {
    String scan = "select id from %s.public.large".formatted(catalog);
    String eight = String.join(" union all ", Collections.nCopies(8, scan));

    assertThat(
            answer(
                    "select count(*), sum(id) from (%s)".formatted(eight),
                    catalog + ".aggregation_pushdown_enabled = false")
                .row)
        .isEqualTo("%d, %d".formatted(8 * ROWS, 4L * ROWS * (ROWS + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"few", "pair"})
  void a_self_join_ends_however_few_connections_there_are(String catalog) throws SQLException {
    String sql =
        "select count(*) from %1$s a join %1$s b on a.id = b.id join %1$s c on b.id = c.id"
            .formatted(catalog + ".public.large");

    assertThat(
            answer(
                    sql,
                    catalog + ".join_pushdown_enabled = false",
                    catalog + ".aggregation_pushdown_enabled = false",
                    catalog + ".dynamic_filtering_enabled = false")
                .row)
        .isEqualTo(Integer.toString(ROWS));
  }

  /// The first row of a query, and by how many splits a table was read at most.
  private record Answer(String row, int splits) {}

  private static Answer answer(String sql, String... settings) throws SQLException {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      for (String setting : settings) {
        statement.execute("set session " + setting);
      }
      try (ResultSet results = statement.executeQuery(sql)) {
        StringBuilder row = new StringBuilder();
        while (results.next()) {
          row.setLength(0);
          for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
            row.append(i == 1 ? "" : ", ").append(results.getString(i));
          }
        }
        StageStats root =
            results.unwrap(TrinoResultSet.class).getStats().getRootStage().orElseThrow();
        return new Answer(row.toString(), splits(root));
      }
    }
  }

  /// Of the stages that read tables.
  private static int splits(StageStats stage) {
    return stage.getSubStages().isEmpty()
        ? stage.getTotalSplits()
        : stage.getSubStages().stream().mapToInt(ParallelReadsInTrinoIT::splits).max().orElse(0);
  }
}
