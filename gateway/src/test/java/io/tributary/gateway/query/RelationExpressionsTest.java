package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

/// Expressions of structured plans mean what the same SQL means.
@Timeout(60)
final class RelationExpressionsTest {

  private static final String ITEMS =
      "{scan: {table: {source: lake, schema: main, table: item}, columns: [line, price, note]}}";

  private static final String NOTES = "{aggregation: {input: %s, keys: [note]}}".formatted(ITEMS);

  /// What is at the ends of its type, and nothing.
  private static final String EXTREMES =
      "SELECT * FROM (VALUES ((-9223372036854775808)::BIGINT, (-1)::BIGINT,"
          + " (-2147483648)::INTEGER), (7, -2, 3), (NULL, 5, NULL), (5, NULL, 8)) t(x, y, z)";

  private static final String STRUCTS =
      "SELECT * FROM (VALUES ({'n': 1, 'in': {'t': 'a'}}), ({'n': NULL, 'in': {'t': 'b'}}),"
          + " ({'n': NULL, 'in': NULL}), (NULL)) t(s)";

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
          {function: FUNCTION_LESS_THAN, arguments: [{value: {integer_value: 39998}}, {column: line}]} | 39998 < line
          {function: FUNCTION_IN, arguments: [{call: {function: FUNCTION_NEGATE, arguments: [{column: line}]}}, {value: {integer_value: -7}}]} | -line IN (-7)
          {function: FUNCTION_IS_NULL, arguments: [{call: {function: FUNCTION_EQUAL, arguments: [{column: note}, {column: note}]}}]} | note IS NULL
          {function: FUNCTION_GREATER_THAN, arguments: [{call: {function: FUNCTION_MULTIPLY, arguments: [{column: price}, {column: price}]}}, {value: {decimal_value: "143.9999"}}]} | price * price > 143.9999
          {function: FUNCTION_EQUAL, arguments: [{call: {function: FUNCTION_MODULO, arguments: [{column: line}, {value: {integer_value: 13}}]}}, {value: {integer_value: 5}}]} | line % 13 = 5
          {function: FUNCTION_EQUAL, arguments: [{call: {function: FUNCTION_MODULO, arguments: [{value: {integer_value: -40000}}, {column: line}]}}, {value: {integer_value: -1}}]} | -40000 % line = -1
          {function: FUNCTION_EQUAL, arguments: [{call: {function: FUNCTION_DIVIDE, arguments: [{call: {function: FUNCTION_NEGATE, arguments: [{column: line}]}}, {value: {integer_value: 7}}]}}, {value: {integer_value: -3}}]} | -line // 7 = -3
          """)
  void conditionsHold(String condition, String sql) {
    assertSameAs(
        "{filter: {input: %s, conditions: [{call: %s}]}}".formatted(ITEMS, condition),
        "SELECT line, price, note FROM item WHERE " + sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FUNCTION_IDENTICAL | x.note IS NOT DISTINCT FROM y.note",
        "FUNCTION_EQUAL | x.note = y.note",
        "FUNCTION_LESS_THAN | x.note < y.note"
      })
  void nullsAreIdenticalButNotEqual(String function, String sql) {
    assertSameAs(
        """
        {join: {type: JOIN_TYPE_INNER, left: %1$s, right: %1$s, columns: [a, b],
          conditions: [{call: {function: %2$s, arguments: [{column: a}, {column: b}]}}]}}
        """
            .formatted(NOTES, function),
        """
        WITH n AS (SELECT DISTINCT note FROM item)
        SELECT x.note AS a, y.note AS b FROM n x JOIN n y ON %s
        """
            .formatted(sql));
  }

  @ParameterizedTest
  @CsvSource({
    "JOIN_TYPE_INNER, JOIN",
    "JOIN_TYPE_LEFT, LEFT JOIN",
    "JOIN_TYPE_RIGHT, RIGHT JOIN",
    "JOIN_TYPE_FULL, FULL JOIN",
  })
  void joinsTakeWhateverIsACondition(String type, String join) {
    String ofOneSide = "{function: FUNCTION_IS_NULL, arguments: [{column: a}]}";
    String ofTheOther =
        "{function: FUNCTION_EQUAL, arguments: [{column: b}, {value: {stringValue: \"note 7\"}}]}";
    String ofBoth =
        "{function: FUNCTION_NOT, arguments: [{call: {function: FUNCTION_IDENTICAL, arguments:"
            + " [{column: a}, {column: b}]}}]}";
    String either =
        "{function: FUNCTION_OR, arguments: [{call: %s}, {call: %s}]}"
            .formatted(ofOneSide, ofTheOther);
    String relation = "{join: {type: %s, left: %s, right: %s, columns: [a, b], conditions: [%s]}}";
    String sql =
        "WITH n AS (SELECT DISTINCT note FROM item) SELECT x.note AS a, y.note AS b FROM n x %s n y"
            + " ON %s";

    assertSameAs(
        relation.formatted(type, NOTES, NOTES, "{call: %s}".formatted(ofOneSide)),
        sql.formatted(join, "x.note IS NULL"));
    assertSameAs(
        relation.formatted(type, NOTES, NOTES, "{call: %s}".formatted(ofTheOther)),
        sql.formatted(join, "y.note = 'note 7'"));
    assertSameAs(
        relation.formatted(type, NOTES, NOTES, "{call: %s}, {call: %s}".formatted(either, ofBoth)),
        sql.formatted(
            join, "(x.note IS NULL OR y.note = 'note 7') AND x.note IS DISTINCT FROM y.note"));
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
        """);
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
            + " item");
  }

  @Test
  void integersAreAddedInTheirOwnType() {
    assertSameAs(
        """
        {projection: {input: %s, computed: [{name: s, expression: {call: {
          function: FUNCTION_ADD, arguments: [{column: line}, {value: {integerValue: 7}}]}}}]}}
        """
            .formatted(ITEMS),
        "SELECT line + 7 AS s FROM item");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: price}, {column: line} | is not computed of DECIMAL(8, 2) and BIGINT",
        "{column: note}, {column: note} | is not computed of VARCHAR",
        "{value: {integerValue: 1}}, {value: {integerValue: 1}} | has two values",
        "{column: price}, {value: {decimalValue: '1e20000000'}} | more than 400 digits",
        "{column: price}, {value: {decimalValue: 'abc'}} | is no decimal",
        "{column: price} | has 1 arguments"
      })
  void whatIsNoArithmeticIsRefused(String arguments, String told) {
    QueryRequest request =
        StructuredRequest.relation(
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
  void aSideMayHaveNoColumns() {
    assertSameAs(
        """
        {join: {type: JOIN_TYPE_LEFT, left: %s, columns: [n], conditions: [
            {call: {function: FUNCTION_EQUAL, arguments: [
              {column: n}, {value: {stringValue: "note 7"}}]}}],
          right: {scan: {table: {source: sales, schema: main, table: customer}}}}}
        """
            .formatted(NOTES),
        """
        SELECT note AS n FROM (SELECT DISTINCT note FROM item) LEFT JOIN customer ON note = 'note 7'
        """);
  }

  @Test
  void bothSidesMayHaveNoColumns() {
    String customers = "{scan: {table: {source: sales, schema: main, table: customer}, limit: 9}}";
    assertSameAs(
        """
        {aggregation: {aggregates: [{name: n, function: AGGREGATE_FUNCTION_COUNT}],
          input: {join: {type: JOIN_TYPE_INNER, left: %1$s, right: %1$s}}}}
        """
            .formatted(customers),
        "SELECT 81::BIGINT AS n");
  }

  @Test
  void unsignedIntegersAreComputedWithInTheNextWiderType() {
    String numbers =
        "SELECT * FROM (VALUES (200::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER,"
            + " 18446744073709551615::UBIGINT)) t(a, b, c, d)";
    assertSameAs(
        """
        {projection: {input: {query: {sql: "%s"}}, computed: [
          {name: a, expression: {call: {function: FUNCTION_AS_INTEGER, arguments: [{column: a}]}}},
          {name: b, expression: {call: {function: FUNCTION_ADD, arguments: [
            {column: b}, {value: {integerValue: 65535}}]}}},
          {name: c, expression: {call: {function: FUNCTION_SUBTRACT, arguments: [
            {value: {integerValue: -1}}, {column: c}]}}},
          {name: d, decimal: {precision: 21, scale: 0}, expression: {call: {function: FUNCTION_ADD,
            arguments: [{column: d}, {value: {decimalValue: "1"}}]}}}]}}
        """
            .formatted(numbers),
        "SELECT a::INTEGER AS a, b::INTEGER + 65535 AS b, -1 - c::BIGINT AS c,"
            + " (d::DECIMAL(20,0) + 1)::DECIMAL(21,0) AS d FROM (%s)".formatted(numbers));
  }

  @Test
  void noneOfTheSmallestNumberRemainsByMinusOne() {
    assertSameAs(
        """
        {projection: {input: {query: {sql: "%s"}}, columns: [y], computed: [{name: r, expression:
          {call: {function: FUNCTION_MODULO, arguments: [{column: x}, {column: y}]}}}]}}
        """
            .formatted(EXTREMES),
        "SELECT * FROM (VALUES (-1::BIGINT, 0::BIGINT), (-2, 1), (5, NULL), (NULL, NULL)) t(y, r)");
  }

  @Test
  void noneOfTheSmallestNumberRemainsByAConstantOfMinusOne() {
    assertSameAs(
        """
        {filter: {input: {query: {sql: "%s"}}, conditions: [{call: {function: FUNCTION_EQUAL,
          arguments: [{value: {integerValue: 0}}, {call: {function: FUNCTION_MODULO, arguments: [
            {column: x}, {value: {integerValue: -1}}]}}]}}]}}
        """
            .formatted(EXTREMES),
        EXTREMES + " WHERE x IS NOT NULL");
  }

  @Test
  void nullStaysNullInAWiderType() {
    assertSameAs(
        """
        {filter: {input: {query: {sql: "%s"}}, conditions: [{call: {function: FUNCTION_IS_NULL,
          arguments: [{call: {function: FUNCTION_AS_BIGINT, arguments: [{column: z}]}}]}}]}}
        """
            .formatted(EXTREMES),
        EXTREMES + " WHERE z IS NULL");
  }

  @Test
  void fieldsOfStructsAreNullWhereTheseAre() {
    assertSameAs(
        """
        {filter: {input: {projection: {input: {query: {sql: "%s"}}, computed: [
          {name: n, expression: {field: {struct: {column: s}, name: n}}},
          {name: t, expression: {field: {struct: {field: {struct: {column: s}, name: in}},
            name: t}}}]}},
          conditions: [{call: {function: FUNCTION_IS_NULL, arguments: [{call: {
            function: FUNCTION_EQUAL, arguments: [{column: n}, {value: {integerValue: 2}}]}}]}}]}}
        """
            .formatted(STRUCTS),
        "SELECT s.n, s.in.t FROM (%s) WHERE s.n IS NULL".formatted(STRUCTS));
  }

  @Test
  void fieldsOfWhatIsComputedAreReadToo() {
    assertSameAs(
        """
        {projection: {input: {query: {sql: "SELECT max(s) AS s FROM (%s) x"}}, computed: [
          {name: n, expression: {field: {struct: {column: s}, name: n}}}]}}
        """
            .formatted(STRUCTS),
        "SELECT max(s).n AS n FROM (%s)".formatted(STRUCTS));
  }

  @Test
  void anUnsignedFieldIsTheDecimalThatIsWanted() {
    String structs = "SELECT {'u': 18446744073709551615::UBIGINT} AS s";
    assertSameAs(
        """
        {projection: {input: {query: {sql: "%s"}}, computed: [{name: u,
          decimal: {precision: 20, scale: 0},
          expression: {field: {struct: {column: s}, name: u}}}]}}
        """
            .formatted(structs),
        "SELECT 18446744073709551615::DECIMAL(20, 0) AS u");
  }

  @Test
  void unsignedIntegersAreSummedInTheNextWiderType() {
    assertSameAs(
        """
        {aggregation: {input: {query: {sql: "%s"}}, aggregates: [
          {name: a, function: AGGREGATE_FUNCTION_SUM, column: a},
          {name: b, function: AGGREGATE_FUNCTION_AVG, column: b},
          {name: c, function: AGGREGATE_FUNCTION_SUM, column: c, distinct: true}]}}
        """
            .formatted(
                "SELECT * FROM (VALUES (255::UTINYINT, 4294967295::UINTEGER,"
                    + " 18446744073709551615::UBIGINT), (1, 4294967295, 5)) t(a, b, c)"),
        "SELECT 256::BIGINT AS a, 4294967295::DOUBLE AS b,"
            + " 18446744073709551620::DECIMAL(38, 0) AS c");
  }

  @Test
  void aFieldThatIsNotThereIsNamed() {
    QueryRequest request =
        StructuredRequest.relation(
            """
            {projection: {input: {query: {sql: "%s"}}, computed: [
              {name: n, expression: {field: {struct: {column: s}, name: other}}}]}}
            """
                .formatted(STRUCTS));
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> gateway.answer(request))
        .withMessageContaining("s of the plan is")
        .withMessageContaining("has no field other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FUNCTION_DIVIDE", "FUNCTION_MODULO"})
  void aDivisionByZeroIsAnError(String function) {
    QueryRequest request =
        StructuredRequest.relation(
            """
            {filter: {input: %s, conditions: [{call: {function: FUNCTION_EQUAL, arguments: [
              {value: {integerValue: 1}}, {call: {function: %s, arguments: [
                {column: line}, {value: {integerValue: 0}}]}}]}}]}}
            """
                .formatted(ITEMS, function));
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> gateway.answer(request))
        .withMessageContaining("ivision by zero");
  }

  private void assertSameAs(String relation, String sql) {
    gateway
        .answer(StructuredRequest.relation(relation))
        .assertSameAs(gateway.answerOf(shop.database(), sql), false);
  }
}
