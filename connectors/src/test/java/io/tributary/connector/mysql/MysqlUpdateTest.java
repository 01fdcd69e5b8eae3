package io.tributary.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableChange.Computed;
import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcWriter;
import io.tributary.testing.MariaDbServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/// A server that does not know how to assign at once, as MySQL, is one whose sessions are not told
/// to.
final class MysqlUpdateTest {
  private static final ColumnDescription A = column("a");
  private static final ColumnDescription B = column("b");

  private static ColumnDescription column(String name) {
    return new ColumnDescription(
        Field.nullable(name, new ArrowType.Int(32, true)), "int(11)", Optional.empty(), "");
  }

  private static Computed computed(ColumnDescription column, String from) {
    return new Computed(column, "`%s` + 1".formatted(from), Set.of(from), Optional.empty());
  }

  @Test
  void whatAServerWouldAssignFromLeftToRightIsRefused() {
    try (MariaDbServer server = MariaDbServer.start();
        BufferAllocator allocator = new RootAllocator();
        JdbcWriter writer = writer(server)) {
      server.execute("CREATE DATABASE shop", "CREATE TABLE shop.t (a int, b int)");
      server.execute("INSERT INTO shop.t VALUES (1, 10)");
      assertThatThrownBy(() -> run(writer, allocator, computed(A, "b"), computed(B, "a")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
          .hasMessageContaining("from left to right");
      assertThat(run(writer, allocator, computed(A, "a"), computed(B, "b"))).isEqualTo(1);
    }
  }

  private static JdbcWriter writer(MariaDbServer server) {
    var settings =
        new ConnectionSettings(
            server.jdbcUrl(""),
            MysqlDatabase.driverProperties(server.user(), Optional.empty(), Duration.ofSeconds(10)),
            Optional.empty(),
            1,
            Duration.ofSeconds(10));
    ConnectionPool pool = ConnectionPool.forWriting("shop", settings);
    return new JdbcWriter("shop", pool, new MysqlDatabase("shop", pool), new MysqlWriting());
  }

  private static long run(JdbcWriter writer, BufferAllocator allocator, Computed... values) {
    var update = new TableChange.Update(new TableName("shop", "t"), List.of(), List.of(values), "");
    try (var rows = new NoRows(allocator);
        RunningChange change = writer.start(update, rows, allocator)) {
      return change.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
