package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.COALESCE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MODULO_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.SUBTRACT_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.IntegerType.INTEGER;
import static io.trino.spi.type.VarcharType.VARCHAR;
import static io.trino.spi.type.VarcharType.createVarcharType;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.v1.TableRef;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FieldDereference;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.RowType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CarriedProjectionTest {

  private static final TributaryColumnHandle X = new TributaryColumnHandle("x", BIGINT, true);
  private static final TributaryColumnHandle Y = new TributaryColumnHandle("y", BIGINT, true);
  private static final TributaryColumnHandle I = new TributaryColumnHandle("i", INTEGER, true);
  private static final TributaryColumnHandle T =
      new TributaryColumnHandle("t", createVarcharType(10), false);
  private static final ConnectorExpression WIDE =
      new Call(VARCHAR, CAST_FUNCTION_NAME, List.of(new Variable("t", T.type())));

  private static final RowType PLACE =
      RowType.rowType(RowType.field("city", VARCHAR), RowType.field("number", BIGINT));
  private static final RowType ADDRESS = RowType.rowType(RowType.field("place", PLACE));
  private static final TributaryColumnHandle A = new TributaryColumnHandle("a", ADDRESS, true);

  @Test
  void fieldsOfStructsAreReadAlone() {
    CarriedProjection projection = projection(number());

    assertThat(projection.results()).containsExactly(new Variable("a_place_number", BIGINT));
    assertThat(projection.rows().columns())
        .containsExactly(new TributaryColumnHandle("a_place_number", BIGINT, true));
  }

  @Test
  void fieldsOfStructsThatAreReadAnywayAreLeftToTrino() {
    CarriedProjection projection = projection(number(), new Variable("a", ADDRESS));

    assertThat(projection.results()).containsExactly(number(), new Variable("a", ADDRESS));
    assertThat(projection.rows().columns()).containsExactly(A);
  }

  @Test
  void fieldsWhoseNamesDifferInCaseOnlyAreLeftToTrino() {
    RowType twins = RowType.rowType(RowType.field("n", BIGINT), RowType.field("N", BIGINT));
    ConnectorExpression second = new FieldDereference(BIGINT, new Variable("a", twins), 1);

    assertThat(projection(second).results()).containsExactly(second);
  }

  private static ConnectorExpression number() {
    return new FieldDereference(
        BIGINT, new FieldDereference(PLACE, new Variable("a", ADDRESS), 0), 1);
  }

  @Test
  void productsThatFitTheirTypeAreComputedAtTheGateway() {
    ConnectorExpression wide =
        new Call(BIGINT, CAST_FUNCTION_NAME, List.of(new Variable("i", INTEGER)));
    Call square = new Call(BIGINT, MULTIPLY_FUNCTION_NAME, List.of(wide, wide));
    Call more = new Call(BIGINT, ADD_FUNCTION_NAME, List.of(square, new Constant(7L, BIGINT)));

    assertThat(projection(more).results()).containsExactly(new Variable("computed_bigint", BIGINT));
  }

  @ParameterizedTest
  @MethodSource("functionsThatMayOverflow")
  void whatMayOverflowIsLeftToTrinoThatMayNotWantIt(FunctionName function) {
    CarriedProjection projection = projection(call(function));

    assertThat(projection.variables()).containsOnlyKeys("x", "y");
    assertThat(projection.results()).containsExactly(call(function));
  }

  @Test
  void aNumberThatTrinoCastsMayBeAny() {
    ConnectorExpression cast =
        new Call(BIGINT, CAST_FUNCTION_NAME, List.of(new Variable("t", T.type())));
    ConnectorExpression sum =
        new Call(BIGINT, ADD_FUNCTION_NAME, List.of(cast, new Constant(7L, BIGINT)));

    assertThat(projection(sum).results()).containsExactly(sum);
  }

  private static List<FunctionName> functionsThatMayOverflow() {
    return List.of(ADD_FUNCTION_NAME, SUBTRACT_FUNCTION_NAME, MULTIPLY_FUNCTION_NAME);
  }

  @Test
  void divisionsThatTrinoMayNotWantAreLeftToIt() {
    ConnectorExpression chosen =
        new Call(
            BIGINT,
            COALESCE_FUNCTION_NAME,
            List.of(new Variable("x", BIGINT), call(MODULO_FUNCTION_NAME)));

    CarriedProjection projection = projection(chosen);

    assertThat(projection.variables()).containsOnlyKeys("x", "y");
    assertThat(projection.results()).containsExactly(chosen);
  }

  @Test
  void widerTextsAreColumnsOfTheGateway() {
    CarriedProjection projection = projection(WIDE);

    assertThat(projection.variables())
        .containsExactly(
            Map.entry("t_varchar", new TributaryColumnHandle("t_varchar", VARCHAR, false)));
    assertThat(projection.results()).containsExactly(new Variable("t_varchar", VARCHAR));
  }

  @Test
  void aTextThatTrinoComputesWithIsReadOnce() {
    ConnectorExpression upper = new Call(VARCHAR, new FunctionName("upper"), List.of(WIDE));

    CarriedProjection projection = projection(upper);

    assertThat(projection.variables()).containsOnlyKeys("t");
    assertThat(projection.results()).containsExactly(upper);
  }

  private static Call call(FunctionName function) {
    return new Call(
        BIGINT, function, List.of(new Variable("x", BIGINT), new Variable("y", BIGINT)));
  }

  private static CarriedProjection projection(ConnectorExpression... expressions) {
    return new CarriedProjection(
        TributaryTableHandle.of(
            new SchemaTableName("public", "t"),
            TableRef.getDefaultInstance(),
            List.of(X, Y, I, T, A)),
        List.of(expressions),
        Map.of("x", X, "y", Y, "i", I, "t", T, "a", A));
  }
}
