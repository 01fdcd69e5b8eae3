package io.tributary.trino.suites;

import static io.trino.testing.TestingSession.testSessionBuilder;

import com.google.inject.Key;
import io.tributary.testing.GatewayProcess;
import io.tributary.testing.PostgresServer;
import io.trino.metadata.HandleResolver;
import io.trino.plugin.jdbc.BaseJdbcConnectorTest;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.server.PluginClassLoader;
import io.trino.server.PluginManager;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.Plugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.QueryAssertions;
import io.trino.testing.QueryRunner;
import io.trino.testing.TestingConnectorBehavior;
import io.trino.testing.sql.SqlExecutor;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// The suite of Trino's JDBC connectors, for PostgreSQL behind a gateway.
final class TributaryConnectorIT extends BaseJdbcConnectorTest {

  private PostgresServer postgres;

  @Override
  protected QueryRunner createQueryRunner() throws Exception {
    postgres = closeAfterClass(PostgresServer.start());
    postgres.execute("CREATE SCHEMA tpch");
    Path folder = Files.createTempDirectory("tributary-suite");
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
      case SUPPORTS_CREATE_SCHEMA,
          SUPPORTS_RENAME_TABLE,
          SUPPORTS_ADD_COLUMN,
          SUPPORTS_DROP_COLUMN,
          SUPPORTS_RENAME_COLUMN,
          SUPPORTS_SET_COLUMN_TYPE,
          SUPPORTS_COMMENT_ON_TABLE,
          SUPPORTS_CREATE_TABLE_WITH_TABLE_COMMENT,
          SUPPORTS_CREATE_TABLE_WITH_COLUMN_COMMENT,
          SUPPORTS_DEFAULT_COLUMN_VALUE,
          SUPPORTS_DROP_NOT_NULL_CONSTRAINT,
          SUPPORTS_CREATE_VIEW,
          SUPPORTS_CREATE_MATERIALIZED_VIEW,
          SUPPORTS_MERGE,
          SUPPORTS_ROW_LEVEL_DELETE,
          SUPPORTS_ROW_LEVEL_UPDATE,
          SUPPORTS_ROW_TYPE,
          SUPPORTS_MAP_TYPE,
          SUPPORTS_NEGATIVE_DATE ->
          false;
      default -> super.hasBehavior(behavior);
    };
  }
}
