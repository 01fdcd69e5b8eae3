package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.v1.Relation;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static final String NOTES = "{aggregation: {input: %s, keys: [note]}}".formatted(ITEMS);

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
            {left: id, comparison: COMPARISON_EQUAL, right: customer_id},
            {left: id, comparison: COMPARISON_LESS_THAN, right: id}],
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

  @ParameterizedTest
  @CsvSource({
    "COMPARISON_IDENTICAL, IS NOT DISTINCT FROM",
    "COMPARISON_DISTINCT, IS DISTINCT FROM",
    "COMPARISON_EQUAL, ="
  })
  void nullsAreIdenticalButNotEqual(String comparison, String operator) {
    assertSameAs(
        """
        {join: {type: JOIN_TYPE_INNER, left: %s, right: %s, columns: [a, b],
          conditions: [{left: note, comparison: %s, right: note}]}}
        """
            .formatted(NOTES, NOTES, comparison),
        """
        WITH n AS (SELECT DISTINCT note FROM item)
        SELECT x.note AS a, y.note AS b FROM n x JOIN n y ON x.note %s y.note
        """
            .formatted(operator),
        false);
  }

  @Test
  void tablesOfSeveralSourcesAreJoined() {
    assertSameAs(
        """
        {aggregation: {keys: [name], aggregates: [{name: n, function: AGGREGATE_FUNCTION_COUNT}],
          input: {join: {type: JOIN_TYPE_INNER, left: %s, right: %s,
            columns: [id, name, line, price, note],
            conditions: [{left: id, comparison: COMPARISON_EQUAL, right: line}]}}}}
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {function: FUNCTION_LIKE, arguments: [{column: note}, {value: {string_value: "%a_%"}}]} | note LIKE '%a_%'
          {function: FUNCTION_NOT, arguments: [{call: {function: FUNCTION_IS_NULL, arguments: [{column: note}]}}]} | note IS NOT NULL
          {function: FUNCTION_IN, arguments: [{column: line}, {value: {integer_value: 1}}, {value: {integer_value: 3}}]} | line IN (1, 3)
          {function: FUNCTION_OR, arguments: [{call: {function: FUNCTION_GREATER_THAN, arguments: [{column: line}, {value: {integer_value: 2}}]}}, {call: {function: FUNCTION_IDENTICAL, arguments: [{column: note}, {column: note}]}}]} | line > 2 OR note IS NOT DISTINCT FROM note
          {function: FUNCTION_LESS_THAN, arguments: [{column: price}, {value: {decimal_value: "3.5"}}]} | price < 3.5
          """)
  void conditionsHold(String condition, String sql) {
    assertSameAs(
        "{filter: {input: %s, conditions: [{call: %s}]}}".formatted(ITEMS, condition),
        "SELECT line, price, note FROM item WHERE " + sql,
        false);
  }

  @Test
  void aSourceComputesIt() {
    QueryRequest request =
        request(
            """
            {sort: {limit: 3, keys: [{column: n}, {column: priority}], input: {aggregation: {
              input: %s, keys: [priority], aggregates: [
                {name: n, function: AGGREGATE_FUNCTION_COUNT}]}}}}
            """
                .formatted(ORDERS));
    assertThat(Caller.DEFAULT.call(() -> gateway.queries().explain(request)).route())
        .isEqualTo("native");
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
        "{join: {left: ORDERS, right: ORDERS, type: JOIN_TYPE_INNER, columns: [a]}} |"
            + " INVALID_ARGUMENT | a join of the plan has 10 columns and names for 1",
        "{join: {left: ONE, right: ONE, columns: [a, b]}} | INVALID_ARGUMENT | a join of the plan"
            + " has no type that is known here",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, a]}} | INVALID_ARGUMENT"
            + " | a join of the plan has two columns a",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, b], conditions: [{left:"
            + " id, right: id}]}} | INVALID_ARGUMENT | has no comparison that is known here",
        "{join: {left: ONE, right: ONE, type: JOIN_TYPE_FULL, columns: [a, b], conditions: [{left:"
            + " id, right: b, comparison: COMPARISON_EQUAL}]}} | COLUMN_NOT_FOUND | column b does"
            + " not exist: there are id",
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
                request(
                    relation
                        .replace("ONE", "{projection: {input: ORDERS, columns: [id]}}")
                        .replace("ORDERS", ORDERS))))
        .withMessageContaining(message)
        .extracting(GatewayException::code)
        .isEqualTo(code);
  }

  @Test
  void productsAreExactAndOfTheTypeThatIsWanted() {
    assertSameAs(
        """
        {aggregation: {input: {projection: {input: %s, columns: [line], computed: [
            {name: p, decimal: {precision: 30, scale: 4}, expression: {call: {
              function: FUNCTION_MULTIPLY, arguments: [{column: price}, {call: {
                function: FUNCTION_SUBTRACT, arguments: [
                  {value: {decimalValue: "1.05"}}, {column: price}]}}]}}}]}},
          aggregates: [
            {name: s, function: AGGREGATE_FUNCTION_SUM, column: p},
            {name: m, function: AGGREGATE_FUNCTION_MAX, column: p}]}}
        """
            .formatted(ITEMS),
        """
        SELECT CAST(sum(price * (1.05 - price)) AS DECIMAL(38, 4)) AS s,
          CAST(max(price * (1.05 - price)) AS DECIMAL(30, 4)) AS m FROM item
        """,
        false);
  }

  @Test
  void productsHaveRoomForAllTheirDigits() {
    assertSameAs(
        """
        {projection: {input: %s, computed: [
            {name: p, decimal: {precision: 26, scale: 4}, expression: {call: {
              function: FUNCTION_MULTIPLY, arguments: [
                {column: price}, {value: {decimalValue: "9999999999999999.99"}}]}}}]}}
        """
            .formatted(ITEMS),
        "SELECT CAST(CAST(price AS DECIMAL(19,2)) * 9999999999999999.99 AS DECIMAL(26,4)) AS p FROM"
            + " item",
        false);
  }

  @Test
  void integersAreAddedInTheirOwnType() {
    assertSameAs(
        """
        {projection: {input: %s, computed: [{name: s, expression: {call: {
          function: FUNCTION_ADD, arguments: [{column: line}, {value: {integerValue: 7}}]}}}]}}
        """
            .formatted(ITEMS),
        "SELECT line + 7 AS s FROM item",
        false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: price}, {column: line} | is of DECIMAL",
        "{column: note}, {column: note} | is of VARCHAR",
        "{value: {integerValue: 1}}, {value: {integerValue: 1}} | has two values",
        "{column: price} | has 1 arguments"
      })
  void whatIsNoArithmeticIsRefused(String arguments, String told) {
    QueryRequest request =
        request(
            """
            {projection: {input: %s, computed: [{name: s, expression: {call: {
              function: FUNCTION_ADD, arguments: [%s]}}}]}}
            """
                .formatted(ITEMS, arguments));
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> gateway.answer(request))
        .withMessageContaining(told)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
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
    gateway.answer(request(relation)).assertSameAs(gateway.answerOf(shop.database(), sql), ordered);
  }

  private static QueryRequest request(String relation) {
    Relation.Builder read = Relation.newBuilder();
    try {
      JsonFormat.parser().merge(relation, read);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
    return new QueryRequest(
        QueryId.random(),
        new Statement.Structured(read.build()),
        SessionDefaults.NONE,
        EngineChoice.AUTO,
        Optional.empty());
  }
}
