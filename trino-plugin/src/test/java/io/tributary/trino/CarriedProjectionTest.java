package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.COALESCE_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MODULO_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.MULTIPLY_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.v1.TableRef;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CarriedProjectionTest {

  private static final TributaryColumnHandle X = new TributaryColumnHandle("x", BIGINT, true);
  private static final TributaryColumnHandle Y = new TributaryColumnHandle("y", BIGINT, true);

  @Test
  void productsAreComputedAtTheGateway() {
    assertThat(projection(call(MULTIPLY_FUNCTION_NAME)).variables()).containsKey("x_bigint");
  }

  @Test
  void divisionsThatTrinoMayNotWantAreLeftToIt() {
    ConnectorExpression chosen =
        new Call(
            BIGINT,
            COALESCE_FUNCTION_NAME,
            List.of(new Variable("x", BIGINT), call(MODULO_FUNCTION_NAME)));

    CarriedProjection projection = projection(chosen);

    assertThat(projection.isNothingNew()).isTrue();
    assertThat(projection.results()).containsExactly(chosen);
  }

  private static Call call(FunctionName function) {
    return new Call(
        BIGINT, function, List.of(new Variable("x", BIGINT), new Variable("y", BIGINT)));
  }

  private static CarriedProjection projection(ConnectorExpression expression) {
    return new CarriedProjection(
        TributaryTableHandle.of(
            new SchemaTableName("public", "t"), TableRef.getDefaultInstance(), List.of(X, Y)),
        List.of(expression),
        Map.of("x", X, "y", Y));
  }
}
