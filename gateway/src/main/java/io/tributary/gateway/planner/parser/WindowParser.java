package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What follows OVER, and the WINDOW clause.
final class WindowParser {

  private final Grammar grammar;

  WindowParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  SqlNode nameOrSpecification() {
    return tokens().at("(") ? specification() : tokens().identifier("a window's name or (");
  }

  /// `WINDOW w AS (…), v AS (…)`, after the word.
  SqlNodeList declarations() {
    List<SqlNode> windows = new ArrayList<>();
    Token start = tokens().peek();
    do {
      SqlIdentifier name = tokens().identifier("a name for the window");
      tokens().expect("AS");
      SqlWindow window = specification();
      window.setDeclName(name);
      windows.add(window);
    } while (tokens().take(","));
    return new SqlNodeList(windows, tokens().from(start));
  }

  private SqlWindow specification() {
    Token start = tokens().expect("(");
    SqlIdentifier base =
        Words.isName(tokens().peek()) && !beginsClause(tokens().peek())
            ? tokens().identifier("a window")
            : null;
    SqlNodeList partition = SqlNodeList.EMPTY;
    if (tokens().take("PARTITION", "BY")) {
      Token first = tokens().peek();
      partition = new SqlNodeList(grammar.expressions.expressions(), tokens().from(first));
    }
    SqlNodeList order = tokens().at("ORDER") ? grammar.queries.orderBy() : SqlNodeList.EMPTY;
    Frame frame = frame();
    tokens().expect(")");
    SqlParserPos position = tokens().from(start);
    return SqlWindow.create(
        null,
        base,
        partition,
        order,
        frame.rows,
        frame.lower,
        frame.upper,
        null,
        frame.exclude,
        position);
  }

  private boolean beginsClause(Token word) {
    Token after = tokens().peek(1);
    return switch (word.key()) {
      case "PARTITION" -> after.is("BY");
      case "ROWS", "RANGE", "GROUPS" -> !after.is(")");
      default -> false;
    };
  }

  private record Frame(
      SqlLiteral rows, @Nullable SqlNode lower, @Nullable SqlNode upper, SqlLiteral exclude) {}

  private Frame frame() {
    Token unit = tokens().peek();
    if (!unit.is("ROWS") && !unit.is("RANGE") && !unit.is("GROUPS")) {
      return new Frame(
          SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
          null,
          null,
          SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO));
    }
    tokens().next();
    SqlNode lower;
    SqlNode upper = null;
    if (tokens().take("BETWEEN")) {
      lower = bound();
      tokens().expect("AND");
      upper = bound();
    } else {
      lower = bound();
    }
    if (unit.is("GROUPS") && (isCounted(lower) || isCounted(upper))) {
      throw tokens()
          .notTakenApart(
              Construct.GROUPS_FRAME,
              "frames of a number of GROUPS are not supported: write ROWS or RANGE",
              unit);
    }
    return new Frame(
        SqlLiteral.createBoolean(unit.is("ROWS"), tokens().span(unit)), lower, upper, exclusion());
  }

  private static boolean isCounted(@Nullable SqlNode bound) {
    return bound != null
        && !SqlWindow.isCurrentRow(bound)
        && !SqlWindow.isUnboundedPreceding(bound)
        && !SqlWindow.isUnboundedFollowing(bound);
  }

  private SqlNode bound() {
    Token start = tokens().peek();
    if (tokens().take("CURRENT", "ROW")) {
      return SqlWindow.createCurrentRow(tokens().from(start));
    }
    if (tokens().take("UNBOUNDED", "PRECEDING")) {
      return SqlWindow.createUnboundedPreceding(tokens().from(start));
    }
    if (tokens().take("UNBOUNDED", "FOLLOWING")) {
      return SqlWindow.createUnboundedFollowing(tokens().from(start));
    }
    SqlNode distance = grammar.expressions.operand();
    if (tokens().take("PRECEDING")) {
      return SqlWindow.createPreceding(distance, tokens().from(start));
    }
    tokens().expect("FOLLOWING");
    return SqlWindow.createFollowing(distance, tokens().from(start));
  }

  private SqlLiteral exclusion() {
    Token start = tokens().peek();
    if (!tokens().take("EXCLUDE")) {
      return SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO);
    }
    if (tokens().take("CURRENT", "ROW")) {
      return SqlWindow.createExcludeCurrentRow(tokens().from(start));
    }
    if (tokens().take("NO", "OTHERS")) {
      return SqlWindow.createExcludeNoOthers(tokens().from(start));
    }
    if (tokens().take("GROUP")) {
      return SqlWindow.createExcludeGroup(tokens().from(start));
    }
    tokens().expect("TIES");
    return SqlWindow.createExcludeTies(tokens().from(start));
  }
}
