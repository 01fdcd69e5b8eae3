package io.tributary.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.mysql.MysqlConnector;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.connector.sqlite.SqliteConnector;
import io.tributary.testing.MariaDbServer;
import io.tributary.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// A gateway over one real database, the source `shop`, and a DuckDB that is asked the same.
public final class ShopBesideDuckDb implements AutoCloseable {
  private final DuckDBConnection oracle;
  private final Source shop;
  private final TestGateway gateway;

  private ShopBesideDuckDb(
      ConnectorFactory connector, String name, Map<String, String> properties, Path folder)
      throws SQLException {
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    shop = connector.open(new SourceConfiguration("shop", name, properties, "1"));
    gateway = new TestGateway(new FixedMetadata(Map.of("shop", shop)), folder);
  }

  /// Over the server's database `test`. The server stays the caller's.
  public static ShopBesideDuckDb over(MariaDbServer server, Path folder) throws SQLException {
    return new ShopBesideDuckDb(
        new MysqlConnector(),
        "mysql",
        Map.of("connection-url", server.jdbcUrl("test"), "connection-user", server.user()),
        folder);
  }

  /// The server stays the caller's.
  public static ShopBesideDuckDb over(PostgresServer server, Path folder) throws SQLException {
    return new ShopBesideDuckDb(
        new PostgresqlConnector(), "postgresql", server.sourceProperties(), folder);
  }

  /// Over another of the server's databases. The server stays the caller's.
  public static ShopBesideDuckDb over(PostgresServer server, String database, Path folder)
      throws SQLException {
    Map<String, String> properties = new HashMap<>(server.sourceProperties());
    properties.put("connection-url", server.jdbcUrl(database));
    return new ShopBesideDuckDb(new PostgresqlConnector(), "postgresql", properties, folder);
  }

  /// Over a file of SQLite.
  public static ShopBesideDuckDb overSqlite(Path file, Path folder) throws SQLException {
    return new ShopBesideDuckDb(
        new SqliteConnector(), "sqlite", Map.of("file", file.toString()), folder);
  }

  public DuckDBConnection oracle() {
    return oracle;
  }

  /// Asserts that a query gives the rows that DuckDB gives.
  ///
  /// @param alone the query over the tables of DuckDB
  public void assertSameAnswer(String federated, String alone, boolean ordered) {
    gateway.answer(federated).assertSameAs(gateway.answerOf(oracle, alone), ordered);
  }

  /// Asserts that the database is asked for all of a query that it might compute otherwise.
  public void assertAllIsCertified(String federated) {
    assertThat(gateway.answer("EXPLAIN " + federated).rows().toString())
        .doesNotContain("not certified");
  }

  public TestGateway gateway() {
    return gateway;
  }

  @Override
  public void close() throws SQLException {
    gateway.close();
    shop.close();
    oracle.close();
  }
}
