package io.tributary.trino.suites;

import static com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE;
import static io.trino.testing.TestingSession.testSessionBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.common.io.MoreFiles;
import com.google.inject.Key;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.trino.Session;
import io.trino.metadata.HandleResolver;
import io.trino.plugin.jdbc.BaseJdbcConnectorTest;
import io.trino.plugin.jdbc.JoinOperator;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.server.PluginClassLoader;
import io.trino.server.PluginManager;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.Plugin;
import io.trino.sql.planner.plan.ProjectNode;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.QueryAssertions;
import io.trino.testing.QueryRunner;
import io.trino.testing.TestingConnectorBehavior;
import io.trino.testing.sql.SqlExecutor;
import io.trino.testing.sql.TestTable;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// The suite of Trino's JDBC connectors, for PostgreSQL behind a gateway.
final class TributaryConnectorTest extends BaseJdbcConnectorTest {

  private PostgresServer postgres;

  @Override
  protected QueryRunner createQueryRunner() throws Exception {
    postgres = closeAfterClass(PostgresServer.start());
    postgres.execute("CREATE SCHEMA tpch");
    Path folder = Files.createTempDirectory("tributary-suite");
    closeAfterClass(() -> MoreFiles.deleteRecursively(folder, ALLOW_INSECURE));
    GatewayProcess gateway =
        closeAfterClass(
            GatewayProcess.launch(
                folder,
                Map.of(
                    "sales",
                    GatewayProcess.postgresSource(postgres, postgres.port()) + "writable=true\n")));
    DistributedQueryRunner runner =
        DistributedQueryRunner.builder(
                testSessionBuilder().setCatalog("sales").setSchema("tpch").build())
            .build();
    try {
      runner.installPlugin(new TpchPlugin());
      runner.createCatalog("tpch", "tpch");
      installTributary(runner, Path.of(System.getProperty("tributary.plugin")));
      gateway.awaitReady();
      runner.createCatalog(
          "sales",
          "tributary",
          Map.of(
              "tributary.uri",
              gateway.address(),
              "tributary.source",
              "sales",
              "tributary.token",
              GatewayProcess.TOKEN));
      QueryAssertions.copyTpchTables(
          runner, "tpch", "tiny", runner.getDefaultSession(), REQUIRED_TPCH_TABLES);
      return runner;
    } catch (Exception e) {
      runner.close();
      throw e;
    }
  }

  /// As servers load it, apart from all other classes here.
  private static void installTributary(DistributedQueryRunner runner, Path folder)
      throws IOException {
    List<URL> jars = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path jar : files.sorted().toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    PluginClassLoader loader = PluginManager.createClassLoader("tributary", jars);
    for (TestingTrinoServer server : runner.getServers()) {
      server.getInstance(Key.get(HandleResolver.class)).registerClassLoader(loader);
    }
    runner.installPlugin(ServiceLoader.load(Plugin.class, loader).iterator().next());
  }

  @Override
  protected SqlExecutor onRemoteDatabase() {
    return sql -> postgres.execute("SET search_path TO tpch, public", sql);
  }

  @Override
  protected boolean hasBehavior(TestingConnectorBehavior behavior) {
    return switch (behavior) {
      case SUPPORTS_JOIN_PUSHDOWN, SUPPORTS_DYNAMIC_FILTER_PUSHDOWN -> true;
      // The gateway changes rows of tables. Schemas, columns, names, comments, defaults and views
      // are made with the source's own tools.
      case SUPPORTS_CREATE_SCHEMA,
          SUPPORTS_RENAME_TABLE,
          SUPPORTS_ADD_COLUMN,
          SUPPORTS_RENAME_COLUMN,
          SUPPORTS_SET_COLUMN_TYPE,
          SUPPORTS_COMMENT_ON_TABLE,
          SUPPORTS_CREATE_TABLE_WITH_TABLE_COMMENT,
          SUPPORTS_CREATE_TABLE_WITH_COLUMN_COMMENT,
          SUPPORTS_DEFAULT_COLUMN_VALUE,
          SUPPORTS_DROP_NOT_NULL_CONSTRAINT,
          SUPPORTS_CREATE_VIEW,
          SUPPORTS_CREATE_MATERIALIZED_VIEW ->
          false;
      // Rows are changed by their source alone, by predicates and constants.
      case SUPPORTS_MERGE, SUPPORTS_ROW_LEVEL_UPDATE -> false;
      // PostgreSQL has no such types.
      case SUPPORTS_ROW_TYPE, SUPPORTS_MAP_TYPE -> false;
      default -> super.hasBehavior(behavior);
    };
  }

  // What Trino leaves to the connector to say

  @Override
  protected OptionalInt maxTableNameLength() {
    return OptionalInt.of(63);
  }

  @Override
  protected OptionalInt maxColumnNameLength() {
    return OptionalInt.of(63);
  }

  @Override
  protected void verifyTableNameLengthFailurePermissible(Throwable failure) {
    assertThat(failure).hasMessageContaining("keeps 63 bytes of a name");
  }

  @Override
  protected void verifyColumnNameLengthFailurePermissible(Throwable failure) {
    assertThat(failure).hasMessageContaining("keeps 63 bytes of a name");
  }

  @Override
  protected String errorMessageForInsertIntoNotNullColumn(String column) {
    return "(?s).*null value in column \"%s\".*".formatted(column);
  }

  @Override
  protected TestTable createTableWithDefaultColumns() {
    return new TestTable(
        onRemoteDatabase(),
        "tpch.defaults",
        "(col_required bigint NOT NULL, col_nullable bigint, col_default bigint DEFAULT 43,"
            + " col_nonnull_default bigint NOT NULL DEFAULT 42, col_required2 bigint NOT NULL)");
  }

  @Override
  protected Optional<DataMappingTestSetup> filterDataMappingSmokeTestData(
      DataMappingTestSetup setup) {
    String type = setup.getTrinoTypeName();
    return Optional.of(
        type.startsWith("char") || type.equals("uuid") ? setup.asUnsupported() : setup);
  }

  @Override
  protected Optional<DataMappingTestSetup> filterCaseSensitiveDataMappingTestData(
      DataMappingTestSetup setup) {
    return Optional.of(setup).filter(mapped -> !mapped.getTrinoTypeName().startsWith("char"));
  }

  /// Whatever the statistics of tables that are just made.
  @Override
  protected Session joinPushdownEnabled(Session session) {
    return Session.builder(session)
        .setCatalogSessionProperty("sales", "join_pushdown_strategy", "EAGER")
        .build();
  }

  /// As in the suite, but for `DATE '2025-03-19' = o.orderdate`, which the suite expects to keep an
  /// outer join in Trino.
  @Test
  @Override
  public void testJoinPushdown() {
    Session session =
        Session.builder(joinPushdownEnabled(getSession()))
            .setSystemProperty("enable_dynamic_filtering", "false")
            .build();
    for (JoinOperator join : JoinOperator.values()) {
      for (String condition :
          List.of(
              "n.regionkey = r.regionkey",
              "n.name = r.name",
              "n.regionkey = r.regionkey AND n.name <> r.name",
              "n.regionkey = r.regionkey AND n.name < r.name",
              "n.regionkey = r.regionkey AND n.name IS DISTINCT FROM r.name")) {
        assertThat(query(session, joined(join, condition))).isFullyPushedDown();
      }
      for (String comparison :
          List.of("<", "<=", ">", ">=", "<>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM")) {
        for (String column : List.of("regionkey", "name")) {
          assertJoinConditionallyPushedDown(
              session,
              joined(join, "n.%s %s r.%s".formatted(column, comparison, column)),
              expectJoinPushdownOnInequalityOperator(join));
        }
      }
      assertJoinConditionallyPushedDown(
          session, joined(join, "n.regionkey = 1"), expectJoinPushdownOnEmptyProjection(join));
      for (String rows :
          List.of(
              "SELECT regionkey, count(nationkey) c FROM nation GROUP BY regionkey",
              "SELECT regionkey FROM nation LIMIT 30",
              "SELECT regionkey FROM nation ORDER BY nationkey LIMIT 5")) {
        assertThat(
                query(
                    session,
                    "SELECT * FROM (%s) n %s region r ON n.regionkey = r.regionkey"
                        .formatted(rows, join)))
            .isFullyPushedDown();
      }
    }
  }

  private static String joined(JoinOperator join, String condition) {
    return "SELECT r.name, n.name FROM nation n %s region r ON %s".formatted(join, condition);
  }

  // What the gateway says in other words

  @Test
  @Override
  public void testNativeQueryCreateStatement() {
    assertNoQuery("CREATE TABLE numbers(n INTEGER)", "CREATE statements are not supported");
    assertThat(getQueryRunner().tableExists(getSession(), "numbers")).isFalse();
  }

  @Test
  @Override
  public void testNativeQueryInsertStatementTableDoesNotExist() {
    assertNoQuery("INSERT INTO no_such_table VALUES (1)", "INSERT statements are not supported");
  }

  @Test
  @Override
  public void testNativeQueryInsertStatementTableExists() {
    assertNoQuery("INSERT INTO tpch.nation VALUES (3)", "INSERT statements are not supported");
  }

  @Test
  @Override
  public void testNativeQueryIncorrectSyntax() {
    assertNoQuery("some wrong syntax", "line 1, column 1: SOME does not begin a query");
  }

  private void assertNoQuery(String sql, String reason) {
    assertThat(query("SELECT * FROM TABLE(system.query(query => '%s'))".formatted(sql)))
        .failure()
        .hasMessageContaining(reason);
  }

  @Test
  @Override
  public void testArithmeticPredicatePushdown() {
    String nations =
        "SELECT nationkey, name, regionkey FROM nation WHERE nationkey > 0 AND (nationkey -"
            + " regionkey) %% %s = 2";
    assertThat(query("SELECT shippriority FROM orders WHERE shippriority % 4 = 0"))
        .isFullyPushedDown();
    for (String divisor : List.of("nationkey", "-nationkey")) {
      assertThat(query(nations.formatted(divisor)))
          .isFullyPushedDown()
          .matches("VALUES (BIGINT '3', CAST('CANADA' AS varchar(25)), BIGINT '1')");
    }
    for (String divisor : List.of("0", "(regionkey - 1)")) {
      assertThat(query(nations.formatted(divisor))).failure().hasMessageContaining("by zero");
    }
  }

  // Text has no padding at the gateway

  @Test
  @Override
  public void testCharTrailingSpace() {
    try (TestTable table =
        new TestTable(onRemoteDatabase(), "tpch.padded", "(x char(10))", List.of("'test'"))) {
      assertQuery("SELECT x FROM " + table.getName(), "VALUES 'test'");
    }
  }

  private static final String NO_CHAR = "The gateway makes no columns of padded text";

  @Test
  @Override
  public void testCharVarcharComparison() {
    abort(NO_CHAR);
  }

  @Test
  @Override
  public void testCaseSensitiveAggregationPushdown() {
    abort(NO_CHAR);
  }

  @Test
  @Override
  public void testCaseSensitiveTopNPushdown() {
    abort(NO_CHAR);
  }

  @Test
  @Override
  public void testCountDistinctWithStringTypes() {
    abort(NO_CHAR);
  }

  // What JDBC connectors have settings of their own for

  private static final String OF_JDBC = "Sets a session property of JDBC connectors";

  @Test
  @Override
  public void testComplexJoinPushdown() {
    assertThat(
            query(
                joinPushdownEnabled(getSession()),
                "SELECT n.name, o.orderstatus FROM nation n JOIN orders o ON n.regionkey ="
                    + " o.orderkey AND n.nationkey + o.custkey - 3 = 0"))
        .isFullyPushedDown();
  }

  @Test
  @Override
  public void testInsertWithoutTemporaryTable() {
    abort(OF_JDBC);
  }

  @Test
  @Override
  public void testWriteBatchSizeSessionProperty() {
    abort(OF_JDBC);
  }

  @Test
  @Override
  public void testWriteTaskParallelismSessionProperty() {
    abort(OF_JDBC);
  }

  @Test
  @Override
  public void testBulkColumnListingOptions() {
    abort(OF_JDBC);
  }

  /// The division of an average of decimals is Trino's own, over a sum and a count.
  @Test
  @Override
  public void testNumericAggregationPushdown() {
    try (TestTable table =
        createAggregationTestTable(
            "tpch.numbers",
            List.of(
                "100.000, 100000000.000000000, 100.000, 100000000",
                "123.321, 123456789.987654321, 123.321, 123456789"))) {
      for (String function : List.of("min", "max", "sum")) {
        assertThat(
                query(
                    "SELECT %1$s(short_decimal), %1$s(long_decimal), %1$s(a_bigint), %1$s(t_double) FROM %2$s"
                        .formatted(function, table.getName())))
            .isFullyPushedDown();
      }
      assertThat(query("SELECT avg(a_bigint), avg(t_double) FROM " + table.getName()))
          .isFullyPushedDown();
      assertThat(query("SELECT avg(short_decimal), avg(long_decimal) FROM " + table.getName()))
          .isNotFullyPushedDown(ProjectNode.class);
    }
  }
}
