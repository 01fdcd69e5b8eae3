package io.tributary.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.RunningChange;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableName;
import io.tributary.testing.MariaDbServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/// A foreign key that is made while rows are written keeps the old table from being dropped.
final class MysqlReplacingTest {

  @Test
  void whatCannotBeReplacedWhollyStaysAsItWas() throws Exception {
    try (MariaDbServer server = MariaDbServer.start()) {
      server.execute(
          "CREATE DATABASE shop",
          "CREATE TABLE shop.t (id int PRIMARY KEY)",
          "INSERT INTO shop.t VALUES (7)");
      MysqlConnector connector = new MysqlConnector();
      Source source =
          connector.open(
              new SourceConfiguration(
                  "shop",
                  connector.descriptor().id(),
                  Map.of(
                      "connection-url", server.jdbcUrl(""),
                      "connection-user", server.user(),
                      "writable", "true"),
                  "1"));
      try {
        assertThatThrownBy(() -> replace(source, server))
            .isInstanceOf(ConnectorException.class)
            .hasMessageContaining("foreign key constraint");
      } finally {
        source.close();
      }
      try (var connection = server.connect();
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT group_concat(table_name ORDER BY table_name), (SELECT id FROM shop.t)"
                      + " FROM information_schema.tables WHERE table_schema = 'shop'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("t,u");
        assertThat(rows.getInt(2)).isEqualTo(7);
      }
    }
  }

  private static void replace(Source source, MariaDbServer server) {
    List<ColumnDescription> columns =
        source
            .writer()
            .columnsFor(List.of(Field.nullable("a", new ArrowType.Int(32, true))), Map.of());
    var create = new TableChange.Create(new TableName("shop", "t"), columns, true, Map.of());
    try (var allocator = new RootAllocator();
        var rows =
            new NoRows(allocator) {
              @Override
              public boolean loadNextBatch() {
                server.execute(
                    "CREATE TABLE shop.u (t int, FOREIGN KEY (t) REFERENCES shop.t (id))");
                return false;
              }
            };
        RunningChange running = source.writer().start(create, rows, allocator)) {
      running.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
