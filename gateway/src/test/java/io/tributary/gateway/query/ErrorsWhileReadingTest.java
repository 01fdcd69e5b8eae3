package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What breaks while a source is read ends the query, also where another source waits for its keys.
class ErrorsWhileReadingTest {

  @TempDir private Path folder;

  /// A source that a class is missing of.
  private record Broken(SqlSource whole) implements SqlSource {
    @Override
    public SourceRead read(SourceQuery query, BufferAllocator allocator) {
      throw new NoClassDefFoundError("driver");
    }

    @Override
    public SqlDialectTraits dialect() {
      return whole.dialect();
    }

    @Override
    public String name() {
      return whole.name();
    }

    @Override
    public void test() {
      whole.test();
    }

    @Override
    public List<String> listSchemas() {
      return whole.listSchemas();
    }

    @Override
    public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
      return whole.listTables(schema, from, limit);
    }

    @Override
    public Optional<TableDescription> describe(TableName table) {
      return whole.describe(table);
    }

    @Override
    public TableStatistics statistics(TableName table) {
      return whole.statistics(table);
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nobodyWaitsForKeysThatNeverCome() throws IOException {
    try (var shop = new SmallShop(folder)) {
      var metadata =
          new FixedMetadata(
              Map.of(
                  "sales", new Broken(new SqlTestSource("sales", shop.database())),
                  "support", new SqlTestSource("support", shop.database())));
      try (var gateway = new TestGateway(metadata, folder)) {
        assertThatThrownBy(() ->
                gateway.answer(
                    "SELECT o.id, s.total FROM sales.main.orders o JOIN support.main.orders s ON"
                        + " s.id = o.id WHERE o.customer_id = 7"))
            .isInstanceOf(GatewayException.class);
      }
    }
  }
}
