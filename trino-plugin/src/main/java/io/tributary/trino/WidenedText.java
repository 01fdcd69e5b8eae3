package io.tributary.trino;

import static io.trino.spi.expression.StandardFunctions.CAST_FUNCTION_NAME;

import io.trino.spi.expression.Call;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Variable;
import io.trino.spi.type.VarcharType;
import java.util.Optional;

/// A column of text that Trino takes for one of longer text, so that it has the type of what it is
/// compared with. Its values stay as they are.
final class WidenedText {

  private WidenedText() {}

  /// The column; empty for any other expression.
  static Optional<Variable> column(ConnectorExpression expression) {
    if (!(expression instanceof Call cast)
        || !cast.getFunctionName().equals(CAST_FUNCTION_NAME)
        || !(cast.getType() instanceof VarcharType to)) {
      return Optional.empty();
    }
    ConnectorExpression text = cast.getArguments().getFirst();
    if (!(text.getType() instanceof VarcharType from) || !isWider(to, from)) {
      return Optional.empty();
    }
    return text instanceof Variable column ? Optional.of(column) : column(text);
  }

  private static boolean isWider(VarcharType to, VarcharType from) {
    return to.isUnbounded()
        || (!from.isUnbounded() && to.getBoundedLength() >= from.getBoundedLength());
  }
}
