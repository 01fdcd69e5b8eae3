package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Finds what is parsed and not planned.
final class ParsedConstructs extends SqlBasicVisitor<@Nullable Void> {

  private final Deque<String> recursive = new ArrayDeque<>();

  private ParsedConstructs() {}

  /// @throws NotTakenApart for the first of them
  static void refuseIn(SqlNode query) {
    query.accept(new ParsedConstructs());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    refuse(call);
    if (call instanceof SqlWithItem item && item.recursive.booleanValue()) {
      recursive.push(item.name.getSimple());
      item.query.accept(this);
      recursive.pop();
      return null;
    }
    return super.visit(call);
  }

  private static void refuse(SqlCall call) {
    if (call instanceof SqlLambda) {
      throw refusal(Construct.LAMBDA, "lambdas are not supported here", call);
    }
    if (call.getOperator() instanceof SqlUnresolvedFunction function
        && function.getName().equalsIgnoreCase("unnest")) {
      throw refusal(Construct.UNNEST, "UNNEST is not supported here: write it in FROM", call);
    }
    switch (call.getKind()) {
      case ARRAY_QUERY_CONSTRUCTOR ->
          throw refusal(
              Construct.ARRAY_OF_QUERY,
              "ARRAY(SELECT …) is not supported: write (SELECT list(…) …)",
              call);
      case ARRAY_VALUE_CONSTRUCTOR -> {
        if (call.operandCount() == 0) {
          throw refusal(Construct.EMPTY_LIST, "empty lists are not supported here", call);
        }
      }
      case OVER -> {
        if (call.operand(0).getKind() == SqlKind.FILTER) {
          throw refusal(
              Construct.WINDOW_FILTER,
              "FILTER of a window function is not supported: write"
                  + " sum(CASE WHEN … THEN … END) OVER (…)",
              call);
        }
      }
      default -> {
        // is planned
      }
    }
  }

  private static NotTakenApart refusal(Construct construct, String words, SqlNode place) {
    return new NotTakenApart(construct, words, SqlPositions.of(place.getParserPosition()));
  }

  /// A recursive query may name itself in FROM alone, so a column of this name is one too many, and
  /// only sends the statement another way.
  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    if (name.isSimple() && recursive.stream().anyMatch(name.getSimple()::equalsIgnoreCase)) {
      throw new NotTakenApart(
          Construct.RECURSION,
          "WITH RECURSIVE is not supported here: %s names itself".formatted(name.getSimple()),
          SqlPositions.of(name.getParserPosition()));
    }
    return null;
  }
}
