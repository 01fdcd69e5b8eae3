package io.tributary.gateway.planner.parser;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// `{'a': 1, 'b': 2}`: the names belong to the operator, the values are its operands.
public final class StructConstructor extends SqlSpecialOperator {

  private final List<String> names;

  StructConstructor(List<String> names) {
    super(
        "STRUCT " + names,
        SqlKind.OTHER_FUNCTION,
        MDX_PRECEDENCE,
        false,
        null,
        InferTypes.RETURN_TYPE,
        OperandTypes.VARIADIC);
    this.names = List.copyOf(names);
  }

  /// There is one operator for each list of names, so that no table of operators has them.
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      validator.deriveType(scope, operand);
    }
    return validateOperands(validator, scope, call);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    return binding.getTypeFactory().createStructType(binding.collectOperandTypes(), names);
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    SqlWriter.Frame frame = writer.startList("{", "}");
    for (int i = 0; i < names.size(); i++) {
      writer.sep(",");
      writer.literal("'" + names.get(i).replace("'", "''") + "'");
      writer.print(": ");
      call.operand(i).unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }
}
