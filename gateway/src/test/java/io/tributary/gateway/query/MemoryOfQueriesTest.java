package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.MemoryLimits;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens to queries that need more memory than there is. Batches of `sales.public.wide` take
/// 100 MB, and a query may have 40.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MemoryOfQueriesTest {
  private static final long MB = 1L << 20;

  private static final String FEDERATED =
      "SELECT o.id, i.line FROM sales.public.orders o JOIN lake.main.item i ON i.order_id = o.id";

  @TempDir private static Path folder;
  private PostgresServer postgres;
  private SmallShop shop;
  private Source sales;
  private TestGateway gateway;
  private QueryService queries;

  @BeforeAll
  void start() throws Exception {
    postgres = PostgresServer.start();
    postgres.execute(
        "CREATE TABLE wide AS SELECT i AS id, repeat('x', 100000) AS text"
            + " FROM generate_series(1, 1000) AS t(i)");
    postgres.execute(
        "CREATE TABLE orders AS SELECT i AS id FROM generate_series(1, 10000) AS t(i)");
    shop = new SmallShop(folder);
    sales =
        new PostgresqlConnector()
            .open(new SourceConfiguration("sales", "postgresql", postgres.sourceProperties(), "1"));
  }

  @AfterAll
  void stop() throws Exception {
    sales.close();
    shop.close();
    postgres.close();
  }

  @BeforeEach
  void open() {
    gateway =
        new TestGateway(
            new FixedMetadata(
                Map.of(
                    "sales",
                    sales,
                    "lake",
                    new ParquetTestSource("lake", folder, shop.database()))),
            folder,
            new QueryLimits(Duration.ofSeconds(50), 2, 0),
            new MemoryLimits(128 * MB, 0, 40 * MB, 1));
    queries = gateway.queries();
  }

  @AfterEach
  void nothingIsReserved() {
    assertThat(queries.memoryUsage().reservedBytes()).isZero();
    gateway.close();
  }

  @Test
  void aQueryWithinItsMemoryRuns() {
    assertThat(gateway.answer(FEDERATED).rows()).hasSize(40_000);
  }

  @Test
  void whatDuckDbCannotSpillIsRefusedWithFigures() {
    GatewayException failure =
        failure("SELECT len(list(a.id * b.id)) FROM lake.main.orders a, lake.main.customer b");

    assertThat(failure)
        .hasMessageContainingAll(
            "Out of Memory Error",
            "/40.0 MiB used",
            "the query's DuckDB may have 40MB",
            "of memory.limit, 128MB, the DuckDBs of 1 queries have reserved 40MB",
            "raise query.max-memory (40MB) or memory.limit");
    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
  }

  @Test
  void aBatchOfOneSourceThatDoesNotFitIsRefusedWithFigures() {
    GatewayException failure = failure("SELECT id, text FROM sales.public.wide");

    assertThat(failure)
        .hasMessageContainingAll(
            "there is no memory for a batch of the query's rows",
            "of 40MB (query.max-memory)",
            "of memory.limit, 128MB");
    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
  }

  @Test
  void aBatchOnItsWayToDuckDbThatDoesNotFitIsRefused() {
    GatewayException failure =
        failure(
            "SELECT w.text, i.note FROM sales.public.wide w JOIN lake.main.item i ON i.line ="
                + " w.id");

    assertThat(failure).hasMessageContaining("there is no memory for a batch of the query's rows");
    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
  }

  @Test
  void aBatchOfDuckDbsThatDoesNotFitIsRefused() {
    GatewayException failure =
        failure("SELECT repeat(note, 300) FROM lake.main.item WHERE note IS NOT NULL");

    assertThat(failure).hasMessageContaining("there is no memory for a batch of the query's rows");
    assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
  }

  @Test
  void aCancelledQueryGivesItsMemoryBack() {
    try (ResultStream stream = start(FEDERATED)) {
      assertThat(queries.memoryUsage().duckDbBytes()).isEqualTo(40 * MB);
      stream.cancel();
    }
    assertThat(queries.memoryUsage().queries()).isZero();
  }

  @Test
  void afterAFailureAnotherQueryRuns() {
    assertThat(failure("SELECT id, text FROM sales.public.wide")).isNotNull();
    assertThat(gateway.answer(FEDERATED).rows()).hasSize(40_000);
  }

  private ResultStream start(String sql) {
    return Caller.DEFAULT.call(() -> queries.start(TestGateway.request(sql)));
  }

  private GatewayException failure(String sql) {
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> Answer.of(start(sql)));
    assertThat(failure).isNotNull();
    return failure;
  }
}
