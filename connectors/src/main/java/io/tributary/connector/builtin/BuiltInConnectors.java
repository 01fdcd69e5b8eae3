package io.tributary.connector.builtin;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.duckdb.DuckDbConnector;
import io.tributary.connector.files.FilesConnector;
import io.tributary.connector.foreign.ForeignConnector;
import io.tributary.connector.h2.H2Connector;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.connector.sqlite.SqliteConnector;
import io.tributary.connector.trino.TrinoConnector;
import java.util.List;

/// The one list of the connectors that come with Tributary.
public final class BuiltInConnectors {
  private BuiltInConnectors() {}

  public static List<ConnectorFactory> all() {
    return List.of(
        new DuckDbConnector(),
        new FilesConnector(),
        new ForeignConnector(),
        new H2Connector(),
        new MysqlConnector(),
        new PostgresqlConnector(),
        new SqliteConnector(),
        new TrinoConnector());
  }
}
