package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Structured plans give what the same SQL gives, in the types that they promise.
@Timeout(60)
final class RelationsTest {

  private static final String ORDERS =
      "{scan: {table: {source: sales, schema: main, table: orders},"
          + " columns: [id, customer_id, day, total, priority]}}";

  private static final String ITEMS =
      "{scan: {table: {source: lake, schema: main, table: item}, columns: [line, price, note]}}";

  private static final String CUSTOMERS =
      "{scan: {table: {source: sales, schema: main, table: customer}, columns: [id, name]}}";

  @TempDir private Path folder;
  private SmallShop shop;
  private TestGateway gateway;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
    gateway = new TestGateway(shop.metadata(), folder);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    gateway.close();
    shop.close();
  }

  @Test
  void groupsHaveTheTypesThatArePromised() {
    assertSameAs(
        """
        {aggregation: {input: %s, keys: [priority], aggregates: [
          {name: n, function: AGGREGATE_FUNCTION_COUNT},
          {name: s, function: AGGREGATE_FUNCTION_SUM, column: id},
          {name: t, function: AGGREGATE_FUNCTION_SUM, column: total},
          {name: first, function: AGGREGATE_FUNCTION_MIN, column: day},
          {name: last, function: AGGREGATE_FUNCTION_MAX, column: day},
          {name: c, function: AGGREGATE_FUNCTION_COUNT, column: customer_id, distinct: true},
          {name: a, function: AGGREGATE_FUNCTION_AVG, column: id}]}}
        """
            .formatted(ORDERS),
        """
        SELECT priority, count(*) AS n, CAST(sum(id) AS BIGINT) AS s, sum(total) AS t,
          min(day) AS first, max(day) AS last, count(DISTINCT customer_id) AS c, avg(id) AS a
        FROM orders GROUP BY priority
        """,
        false);
  }

  @Test
  void allRowsAreOneGroupWithoutKeys() {
    assertSameAs(
        """
        {aggregation: {input: %s, aggregates: [
          {name: n, function: AGGREGATE_FUNCTION_COUNT, column: note},
          {name: m, function: AGGREGATE_FUNCTION_MAX, column: note}]}}
        """
            .formatted(ITEMS),
        "SELECT count(note) AS n, max(note) AS m FROM item",
        false);
  }

  @Test
  void noRowsAreOneGroupWithoutKeys() {
    assertSameAs(
        """
        {aggregation: {aggregates: [
            {name: n, function: AGGREGATE_FUNCTION_COUNT},
            {name: s, function: AGGREGATE_FUNCTION_SUM, column: line}],
          input: {filter: {input: %s, domains: [{column: line}]}}}}
        """
            .formatted(ITEMS),
        "SELECT count(*) AS n, CAST(sum(line) AS BIGINT) AS s FROM item WHERE false",
        false);
  }

  @Test
  void keysAloneAreDistinctRows() {
    assertSameAs(
        "{aggregation: {input: %s, keys: [note]}}".formatted(ITEMS),
        "SELECT DISTINCT note FROM item",
        false);
  }

  @Test
  void groupsAreFiltered() {
    assertSameAs(
        """
        {filter: {domains: [{column: n, ranges: [{low: {value: {integerValue: 1429}}}]}],
          input: {aggregation: {input: %s, keys: [priority], aggregates: [
            {name: n, function: AGGREGATE_FUNCTION_COUNT}]}}}}
        """
            .formatted(ORDERS),
        "SELECT priority, count(*) AS n FROM orders GROUP BY priority HAVING count(*) > 1429",
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, ASC NULLS LAST",
    "false, true, ASC NULLS FIRST",
    "true, false, DESC NULLS LAST",
    "true, true, DESC NULLS FIRST",
  })
  void theFirstRowsOfAnOrder(boolean descending, boolean nullsFirst, String order) {
    assertSameAs(
        """
        {projection: {columns: [line, note], input: {sort: {input: %s, limit: 8100, keys: [
          {column: note, descending: %s, nullsFirst: %s}, {column: line}]}}}}
        """
            .formatted(ITEMS, descending, nullsFirst),
        "SELECT line, note FROM item ORDER BY note %s, line LIMIT 8100".formatted(order),
        true);
  }

  @ParameterizedTest
  @CsvSource({
    "JOIN_TYPE_INNER, JOIN",
    "JOIN_TYPE_LEFT, LEFT JOIN",
    "JOIN_TYPE_RIGHT, RIGHT JOIN",
    "JOIN_TYPE_FULL, FULL JOIN",
  })
  void joinsKeepTheRowsThatTheirTypeSays(String type, String join) {
    assertSameAs(
        """
        {join: {type: %s, columns: [customer, name, order, of, day, total, priority],
          conditions: [
            {call: {function: FUNCTION_EQUAL, arguments: [{column: customer}, {column: of}]}},
            {call: {function: FUNCTION_LESS_THAN, arguments: [{column: customer}, {column: order}]}}],
          left: {filter: {input: %s, domains: [
            {column: id, ranges: [{high: {value: {integerValue: 20}}}]}]}},
          right: {filter: {input: %s, domains: [
            {column: customer_id, ranges: [{low: {value: {integerValue: 10}},
              high: {value: {integerValue: 30}}}]}]}}}}
        """
            .formatted(type, CUSTOMERS, ORDERS),
        """
        SELECT c.id AS customer, c.name, o.id AS order, customer_id AS of, day, total, priority
        FROM (SELECT id, name FROM customer WHERE id < 20) c
        %s (SELECT * FROM orders WHERE customer_id > 10 AND customer_id < 30) o
        ON c.id = customer_id AND c.id < o.id
        """
            .formatted(join),
        false);
  }

  @Test
  void tablesOfSeveralSourcesAreJoined() {
    assertSameAs(
        """
        {aggregation: {keys: [name], aggregates: [{name: n, function: AGGREGATE_FUNCTION_COUNT}],
          input: {join: {type: JOIN_TYPE_INNER, left: %s, right: %s,
            columns: [id, name, line, price, note],
            conditions: [{call: {function: FUNCTION_EQUAL, arguments: [
              {column: id}, {column: line}]}}]}}}}
        """
            .formatted(CUSTOMERS, ITEMS),
        "SELECT name, count(*) AS n FROM customer JOIN item ON id = line GROUP BY name",
        false);
  }

  @Test
  void statisticsOfNumbers() {
    String numbers =
        """
        {query: {source: "lake", schema: "main",
          sql: "SELECT * FROM (VALUES (1, 2.5::DOUBLE, 1.5::REAL), (1, 'nan'::DOUBLE, 2::REAL), (1, 4::DOUBLE, 8.25::REAL), (2, 'nan'::DOUBLE, 1::REAL), (3, NULL, NULL), (4, 7::DOUBLE, 7::REAL)) t(k, x, y)"}}\
        """;
    assertSameAs(
        """
        {aggregation: {input: %s, keys: [k], aggregates: [
          {name: low, function: AGGREGATE_FUNCTION_MIN, column: x},
          {name: high, function: AGGREGATE_FUNCTION_MAX, column: x},
          {name: large, function: AGGREGATE_FUNCTION_MAX, column: y},
          {name: s, function: AGGREGATE_FUNCTION_STDDEV_SAMP, column: y},
          {name: v, function: AGGREGATE_FUNCTION_VAR_POP, column: y},
          {name: c, function: AGGREGATE_FUNCTION_COVAR_POP, column: y, other_column: y},
          {name: r, function: AGGREGATE_FUNCTION_CORR, column: y, other_column: y}]}}
        """
            .formatted(numbers),
        """
        FROM (VALUES
          (1, 2.5::DOUBLE, 4.0::DOUBLE, 8.25::REAL, 3.7610948::REAL, 9.430555::REAL, 9.430555::REAL, 1::REAL),
          (2, 'nan', 'nan', 1, NULL, 0, 0, NULL), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (4, 7, 7, 7, NULL, 0, 0, NULL)) t(k, low, high, large, s, v, c, r)
        """,
        false);
  }

  @Test
  void columnsAreComputed() {
    String numbers =
        "SELECT * FROM (VALUES (1::SMALLINT, 2.5::REAL), (7::SMALLINT, 0.1::REAL)) t(i, r)";
    assertSameAs(
        """
        {projection: {input: {query: {sql: "%s"}}, columns: [i], computed: [
          {name: n, expression: {call: {function: FUNCTION_AS_INTEGER, arguments: [{column: i}]}}},
          {name: l, expression: {call: {function: FUNCTION_AS_BIGINT, arguments: [{column: i}]}}},
          {name: d, expression: {call: {function: FUNCTION_AS_DOUBLE, arguments: [{column: r}]}}}]}}
        """
            .formatted(numbers),
        "SELECT i, i::INTEGER AS n, i::BIGINT AS l, r::DOUBLE AS d FROM (%s)".formatted(numbers),
        false);
  }

  @Test
  void noNumberIsAboveInfinity() {
    assertSameAs(
        """
        {filter: {domains: [{column: x, ranges: [
            {low: {value: {double_value: 3}}, high: {value: {double_value: Infinity}, inclusive: true}}]}],
          input: {query: {sql:
            "SELECT * FROM (VALUES (2.5::DOUBLE), (4::DOUBLE), ('nan'::DOUBLE), ('inf'::DOUBLE), (NULL)) t(x)"}}}}
        """,
        "FROM (VALUES (4::DOUBLE), ('inf'::DOUBLE)) t(x)",
        false);
  }

  @Test
  void theGatewaysSqlIsARelationToo() {
    assertSameAs(
        """
        {sort: {keys: [{column: n}, {column: twice}], limit: 3, input: {filter: {
          domains: [{column: n, ranges: [{low: {value: {integer_value: 1}}}]}],
          input: {query: {source: sales, schema: main,
            sql: "SELECT priority, count(*) AS n, count(*) * 2 AS twice FROM orders GROUP BY ALL"}}}}}}
        """,
        "SELECT priority, count(*) AS n, count(*) * 2 AS twice FROM orders GROUP BY ALL ORDER BY n,"
            + " twice LIMIT 3",
        true);
  }

  @Test
  void aSourceComputesIt() {
    QueryRequest request =
        StructuredRequest.relation(
            """
            {sort: {limit: 3, keys: [{column: n}, {column: priority}], input: {aggregation: {
              input: %s, keys: [priority], aggregates: [
                {name: n, function: AGGREGATE_FUNCTION_COUNT}]}}}}
            """
                .formatted(ORDERS));
    assertThat(Caller.DEFAULT.call(() -> gateway.queries().explain(request)).route())
        .isEqualTo("native");
  }

  /// Cut off, they would be those of other rows.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "time: {time_value: '12:00:00.1234567'}",
        "moment: {timestamp_value: '2024-02-29T12:00:00.123456789'}",
        "instant: {timestamp_tz_value: '2024-02-29T12:00:00.123456789Z'}"
      })
  void aDomainBetweenTwoMicrosecondsIsRefused(String bound) {
    String[] parts = bound.split(": ", 2);
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() ->
            gateway.answer(
                StructuredRequest.relation(
                    """
                    {filter: {domains: [{column: %s, ranges: [{low: {value: %s, inclusive: true}}]}],
                      input: {query: {sql: "%s"}}}}
                    """
                        .formatted(
                            parts[0],
                            parts[1],
                            "SELECT TIME '12:00:00.123456' AS time, now() AS instant,"
                                + " TIMESTAMP '2024-02-29 12:00:00.123456' AS moment"))))
        .withMessageContaining(parts[0] + ": ")
        .withMessageContaining("microsecond")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | INVALID_ARGUMENT | a relation of the plan has no operator",
        "{filter: {}} | INVALID_ARGUMENT | a relation of the plan has no operator",
        "{projection: {input: ORDERS, columns: [nothing]}} | COLUMN_NOT_FOUND | column nothing does"
            + " not exist: there are id, customer_id",
        "{sort: {input: ORDERS, limit: -1}} | INVALID_ARGUMENT | a limit of the plan is -1 rows",
        "{sort: {input: ORDERS, limit: 2147483648}} | INVALID_ARGUMENT | a limit of the plan is"
            + " 2147483648 rows, and may be 2147483647 at most",
        "{join: {left: ORDERS, right: ORDERS, type: JOIN_TYPE_INNER, columns: [a]}} |"
            + " INVALID_ARGUMENT | a join of the plan has 10 columns and names for 1",
        "{join: {left: ONE, right: ONE, columns: [a, b]}} | INVALID_ARGUMENT | a join of the plan"
            + " has no type that is known here",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, a]}} | INVALID_ARGUMENT"
            + " | a join of the plan has two columns a",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, b], conditions: [{call:"
            + " {}}]}} | INVALID_ARGUMENT | a call of the plan has no function that is known here",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, b], conditions:"
            + " [{column: id}]}} | COLUMN_NOT_FOUND | column id does not exist: there are a, b",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, b], conditions:"
            + " [{column: b}]}} | INVALID_ARGUMENT | b of the plan is BIGINT and no condition",
        "{filter: {input: ORDERS, conditions: [{value: {booleanValue: true}}]}} | INVALID_ARGUMENT"
            + " | neither a column, nor a call, nor a field",
        "{aggregation: {input: ORDERS}} | INVALID_ARGUMENT | neither keys nor aggregates",
        "{aggregation: {input: ORDERS, keys: [id, id]}} | INVALID_ARGUMENT | two columns id",
        "{aggregation: {input: ORDERS, aggregates: [{name: s, column: day, function:"
            + " AGGREGATE_FUNCTION_SUM}]}} | INVALID_ARGUMENT | column day is DATE, of which there"
            + " is no sum",
        "{aggregation: {input: ORDERS, aggregates: [{name: s, column: total, function:"
            + " AGGREGATE_FUNCTION_AVG}]}} | INVALID_ARGUMENT | of which there is no average",
        "{aggregation: {input: ORDERS, aggregates: [{name: s, function: AGGREGATE_FUNCTION_MIN}]}}"
            + " | INVALID_ARGUMENT | aggregate s of the plan has no column",
        "{aggregation: {input: ORDERS, aggregates: [{name: s, column: id}]}} | INVALID_ARGUMENT |"
            + " aggregate s of the plan has no function that is known here",
      })
  void whatIsNoPlanIsRefused(String relation, ErrorCode code, String message) {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() ->
            gateway.answer(
                StructuredRequest.relation(
                    relation
                        .replace("ONE", "{projection: {input: ORDERS, columns: [id]}}")
                        .replace("ORDERS", ORDERS))))
        .withMessageContaining(message)
        .extracting(GatewayException::code)
        .isEqualTo(code);
  }

  @Test
  void whatAnEngineReadsWaitsForNoQuery() {
    Caller.DEFAULT.run(() -> {
      try (ResultStream _ =
              gateway.queries().start(TestGateway.request("SELECT id FROM sales.main.orders"));
          ResultStream _ =
              gateway.queries().start(TestGateway.request("SELECT line FROM lake.main.item"))) {
        assertThatExceptionOfType(GatewayException.class)
            .isThrownBy(() -> gateway.queries().start(TestGateway.request("SELECT 1")))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));

        assertSameAs(CUSTOMERS, "SELECT id, name FROM customer", false);
      }
    });
  }

  private void assertSameAs(String relation, String sql, boolean ordered) {
    gateway
        .answer(StructuredRequest.relation(relation))
        .assertSameAs(gateway.answerOf(shop.database(), sql), ordered);
  }
}
