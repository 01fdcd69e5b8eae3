package io.tributary.trino;

import static io.airlift.slice.Slices.utf8Slice;
import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.ARRAY_CONSTRUCTOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.BETWEEN_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.DIVIDE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IDENTICAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IN_PREDICATE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.IS_NULL_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LIKE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MODULO_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NEGATE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.NOT_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.OR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.SUBTRACT_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.BooleanType.BOOLEAN;
import static io.trino.spi.type.DecimalType.createDecimalType;
import static io.trino.spi.type.DoubleType.DOUBLE;
import static io.trino.spi.type.IntegerType.INTEGER;
import static io.trino.spi.type.VarcharType.VARCHAR;
import static io.trino.spi.type.VarcharType.createVarcharType;
import static org.assertj.core.api.Assertions.assertThat;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.Int128;
import io.trino.spi.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CarriedConditionTest {

  private static final Variable A = new Variable("a", BIGINT);
  private static final Variable B = new Variable("b", BIGINT);
  private static final Variable I = new Variable("i", INTEGER);
  private static final Variable D = new Variable("d", createDecimalType(10, 2));
  private static final Type SQUARE = createDecimalType(20, 4);
  private static final Variable WIDE = new Variable("wide", createDecimalType(38, 2));
  private static final Variable F = new Variable("f", DOUBLE);
  private static final Variable T = new Variable("t", VARCHAR);
  private static final Variable SHORT = new Variable("short", createVarcharType(10));
  private static final Variable PADDED = new Variable("padded", VARCHAR);
  private static final Constant TWO = new Constant(2L, BIGINT);

  static Stream<Arguments> carried() {
    return Stream.of(
        Arguments.of(
            equal(call(BIGINT, MODULO_FUNCTION_NAME, minus(A, B), A), TWO),
            "equal(modulo(subtract(A, B), A), integer_value: 2)"),
        Arguments.of(
            equal(call(BIGINT, DIVIDE_FUNCTION_NAME, A, negative(B)), TWO),
            "equal(divide(A, negate(B)), integer_value: 2)"),
        Arguments.of(
            call(LESS_THAN_OPERATOR_FUNCTION_NAME, TWO, call(BIGINT, CAST_FUNCTION_NAME, I)),
            "less_than(integer_value: 2, as_bigint(I))"),
        Arguments.of(
            equal(A, call(BIGINT, CAST_FUNCTION_NAME, call(INTEGER, NEGATE_FUNCTION_NAME, I))),
            "equal(A, as_bigint(negate(I)))"),
        Arguments.of(
            call(BETWEEN_FUNCTION_NAME, minus(A, B), TWO, A),
            "and(greater_than_or_equal(subtract(A, B), integer_value: 2),"
                + " less_than_or_equal(subtract(A, B), A))"),
        Arguments.of(
            call(IN_PREDICATE_FUNCTION_NAME, minus(A, B), list(BIGINT, TWO, TWO)),
            "in(subtract(A, B), integer_value: 2, integer_value: 2)"),
        Arguments.of(
            equal(
                call(SQUARE, MULTIPLY_FUNCTION_NAME, D, D),
                new Constant(Int128.valueOf(5), SQUARE)),
            "equal(multiply(D, D), decimal_value: \"0.0005\")"),
        Arguments.of(
            call(NOT_FUNCTION_NAME, call(IDENTICAL_OPERATOR_FUNCTION_NAME, A, B)),
            "not(identical(A, B))"),
        Arguments.of(call(IS_NULL_FUNCTION_NAME, minus(A, B)), "is_null(subtract(A, B))"),
        Arguments.of(call(IS_NULL_FUNCTION_NAME, equal(A, B)), "is_null(equal(A, B))"),
        Arguments.of(call(IS_NULL_FUNCTION_NAME, PADDED), "is_null(PADDED)"),
        Arguments.of(equal(wide(SHORT), T), "equal(SHORT, T)"),
        Arguments.of(equal(wide(longer(SHORT)), text("x")), "equal(SHORT, string_value: \"x\")"),
        Arguments.of(
            call(IN_PREDICATE_FUNCTION_NAME, wide(SHORT), list(VARCHAR, text("x"))),
            "in(SHORT, string_value: \"x\")"),
        Arguments.of(
            call(LIKE_FUNCTION_NAME, wide(SHORT), text("x%")), "like(SHORT, string_value: \"x%\")"),
        Arguments.of(call(IS_NULL_FUNCTION_NAME, wide(SHORT)), "is_null(SHORT)"),
        Arguments.of(
            call(OR_FUNCTION_NAME, equal(A, TWO), call(LIKE_FUNCTION_NAME, T, text("x%"))),
            "or(equal(A, integer_value: 2), like(T, string_value: \"x%\"))"));
  }

  @ParameterizedTest
  @MethodSource("carried")
  void whatMeansTheSameIsCarried(ConnectorExpression condition, String text) {
    assertThat(RelationText.of(carrier().carry(condition).stream().toList()))
        .isEqualTo("[" + text + "]");
  }

  static Stream<ConnectorExpression> leftToTrino() {
    return Stream.of(
        equal(call(DOUBLE, ADD_FUNCTION_NAME, F, F), F),
        equal(call(createDecimalType(38, 4), MULTIPLY_FUNCTION_NAME, WIDE, D), WIDE),
        equal(call(createDecimalType(10, 2), MODULO_FUNCTION_NAME, D, D), D),
        equal(call(createDecimalType(12, 2), DIVIDE_FUNCTION_NAME, D, D), D),
        equal(PADDED, text("x")),
        equal(T, PADDED),
        equal(T, wide(PADDED)),
        call(LIKE_FUNCTION_NAME, wide(PADDED), text("x%")),
        equal(call(SHORT.getType(), CAST_FUNCTION_NAME, T), SHORT),
        equal(call(SHORT.getType(), CAST_FUNCTION_NAME, longer(SHORT)), SHORT),
        equal(A, I),
        equal(A, new Constant(null, BIGINT)),
        equal(TWO, TWO),
        call(LIKE_FUNCTION_NAME, T, T),
        call(LIKE_FUNCTION_NAME, PADDED, text("x%")),
        call(IN_PREDICATE_FUNCTION_NAME, A, list(BIGINT, TWO, B)),
        call(IN_PREDICATE_FUNCTION_NAME, PADDED, list(VARCHAR, text("x"))),
        call(OR_FUNCTION_NAME, equal(A, B), equal(A, I)),
        call(BETWEEN_FUNCTION_NAME, F, F, F),
        call(IS_NULL_FUNCTION_NAME, TWO),
        call(new FunctionName("is_even"), A));
  }

  @ParameterizedTest
  @MethodSource("leftToTrino")
  void whatMayMeanSomethingElseIsLeftToTrino(ConnectorExpression condition) {
    assertThat(carrier().carry(condition)).isEmpty();
  }

  private static CarriedCondition carrier() {
    Map<String, ColumnHandle> columns = new LinkedHashMap<>();
    for (Variable variable : List.of(A, B, I, D, WIDE, F, T, SHORT, PADDED)) {
      columns.put(
          variable.getName(),
          new TributaryColumnHandle(
              variable.getName().toUpperCase(Locale.ROOT),
              variable.getType(),
              !variable.equals(PADDED)));
    }
    return new CarriedCondition(columns);
  }

  private static ConnectorExpression equal(ConnectorExpression left, ConnectorExpression right) {
    return call(EQUAL_OPERATOR_FUNCTION_NAME, left, right);
  }

  private static ConnectorExpression minus(ConnectorExpression left, ConnectorExpression right) {
    return call(BIGINT, SUBTRACT_FUNCTION_NAME, left, right);
  }

  private static ConnectorExpression negative(ConnectorExpression number) {
    return call(BIGINT, NEGATE_FUNCTION_NAME, number);
  }

  private static ConnectorExpression wide(ConnectorExpression text) {
    return call(VARCHAR, CAST_FUNCTION_NAME, text);
  }

  private static ConnectorExpression longer(ConnectorExpression text) {
    return call(createVarcharType(20), CAST_FUNCTION_NAME, text);
  }

  private static ConnectorExpression text(String value) {
    return new Constant(utf8Slice(value), VARCHAR);
  }

  private static ConnectorExpression list(Type type, ConnectorExpression... elements) {
    return call(new ArrayType(type), ARRAY_CONSTRUCTOR_FUNCTION_NAME, elements);
  }

  private static ConnectorExpression call(FunctionName function, ConnectorExpression... arguments) {
    return call(BOOLEAN, function, arguments);
  }

  private static ConnectorExpression call(
      Type type, FunctionName function, ConnectorExpression... arguments) {
    return new Call(type, function, List.of(arguments));
  }
}
