package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.ADD_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.AND_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.EQUAL_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.expression.StandardFunctions.LESS_THAN_OPERATOR_FUNCTION_NAME;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.BooleanType.BOOLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.v1.TableRef;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.JoinType;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.expression.FunctionName;
import io.trino.spi.expression.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CarriedJoinTest {

  private static final TributaryColumnHandle ID = new TributaryColumnHandle("id", BIGINT, true);
  private static final TributaryColumnHandle SIZE = new TributaryColumnHandle("size", BIGINT, true);
  private static final TributaryColumnHandle ROW_ID =
      new TributaryColumnHandle("$row_id", BIGINT, false);

  private static final Variable LEFT_ID = new Variable("id", BIGINT);
  private static final Variable LEFT_SIZE = new Variable("size", BIGINT);
  private static final Variable RIGHT_ID = new Variable("id_0", BIGINT);
  private static final Variable RIGHT_SIZE = new Variable("size_1", BIGINT);
  private static final ConnectorExpression EQUAL_IDS =
      condition(EQUAL_OPERATOR_FUNCTION_NAME, LEFT_ID, RIGHT_ID);

  private static final Map<String, ColumnHandle> OF_LEFT = Map.of("id", ID, "size", SIZE);
  private static final Map<String, ColumnHandle> OF_RIGHT = Map.of("id_0", ID, "size_1", SIZE);

  @Test
  void conditionsAreOfTheJoinedColumns() {
    ConnectorExpression condition =
        condition(
            AND_FUNCTION_NAME,
            EQUAL_IDS,
            condition(
                LESS_THAN_OPERATOR_FUNCTION_NAME,
                new Call(BIGINT, ADD_FUNCTION_NAME, List.of(LEFT_SIZE, RIGHT_SIZE)),
                new Constant(9L, BIGINT)));

    CarriedJoin join = join(condition, OF_LEFT).orElseThrow();

    assertThat(join.join().getColumnsList()).containsExactly("id", "size", "id_", "size_");
    assertThat(RelationText.of(join.join().getConditionsList()))
        .isEqualTo("[equal(id, id_), less_than(add(size, size_), integer_value: 9)]");
    assertThat(join.left()).containsEntry(ID, ID);
    assertThat(join.right()).containsEntry(ID, ID.named("id_"));
  }

  @Test
  void aConditionMayBeOfOneSide() {
    ConnectorExpression condition =
        condition(LESS_THAN_OPERATOR_FUNCTION_NAME, RIGHT_SIZE, RIGHT_ID);

    assertThat(RelationText.of(join(condition, OF_LEFT).orElseThrow().join().getConditionsList()))
        .isEqualTo("[less_than(size_, id_)]");
  }

  @Test
  void eachRowWithEachIsLeftToTrino() {
    assertThat(join(Constant.TRUE, OF_LEFT)).isEmpty();
  }

  @Test
  void aJoinIsLeftToTrinoWithAnyOfItsConditions() {
    ConnectorExpression other = condition(new FunctionName("is_even"), LEFT_SIZE);

    assertThat(join(condition(AND_FUNCTION_NAME, EQUAL_IDS, other), OF_LEFT)).isEmpty();
  }

  @Test
  void rowsOfAChangeAreJoinedInTrino() {
    assertThat(join(EQUAL_IDS, Map.of("id", ID, "row", ROW_ID))).isEmpty();
  }

  private static Optional<CarriedJoin> join(
      ConnectorExpression condition, Map<String, ColumnHandle> ofLeft) {
    TributaryTableHandle rows =
        TributaryTableHandle.of(
            new SchemaTableName("public", "boxes"),
            TableRef.getDefaultInstance(),
            List.of(ID, SIZE));
    return CarriedJoin.of(JoinType.LEFT_OUTER, rows, rows, condition, ofLeft, OF_RIGHT);
  }

  private static ConnectorExpression condition(
      FunctionName function, ConnectorExpression... arguments) {
    return new Call(BOOLEAN, function, List.of(arguments));
  }
}
