package io.tributary.gateway.query;

import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Queries of many kinds, over three sources, give DuckDB's own answers.
class FederatedSqlTest {

  private static final Map<String, String> FEDERATED =
      Map.of(
          "{c}", "sales.main.customer",
          "{o}", "sales.main.orders",
          "{s}", "support.main.orders",
          "{i}", "lake.main.item");

  private static final Map<String, String> ALONE =
      Map.of("{c}", "customer", "{o}", "orders", "{s}", "orders", "{i}", "item");

  @TempDir private static Path folder;
  private static SmallShop shop;
  private static TestGateway gateway;

  @BeforeAll
  static void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    gateway.close();
    shop.close();
  }

  static Stream<String> queries() {
    return Stream.of("/sql/shop.txt", "/sql/syntax.txt").flatMap(FederatedSqlTest::queries);
  }

  private static Stream<String> queries(String file) {
    try (InputStream text = FederatedSqlTest.class.getResourceAsStream(file)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesDuckDbsAnswer(String query) {
    Answer expected = gateway.answerOf(shop.database(), withNames(query, ALONE));
    gateway.answer(withNames(query, FEDERATED)).assertSameAs(expected, query.contains("ORDER BY"));
  }

  private static String withNames(String query, Map<String, String> names) {
    String sql = query;
    for (Map.Entry<String, String> name : names.entrySet()) {
      sql = sql.replace(name.getKey(), name.getValue());
    }
    return sql;
  }
}
