package io.tributary.gateway.planner;

import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.ParsedStatement.SetColumn;
import io.tributary.gateway.planner.parser.Token;
import io.tributary.gateway.planner.parser.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Makes a query of an `UPDATE`, in which its values and its condition keep their places.
///
/// ```
/// UPDATE t AS x SET a = x.b + 1, c = 2 WHERE x.d > 3
/// FROM t AS x SELECT   (x.b + 1),   (2) WHERE(x.d > 3)
/// ```
final class UpdateParser {
  private static final Set<String> REFUSED =
      Set.of(
          "FROM",
          "RETURNING",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "GROUP",
          "HAVING",
          "WINDOW",
          "QUALIFY",
          "UNION",
          "INTERSECT",
          "EXCEPT");

  private final TokenStream words;
  private final StringBuilder query = new StringBuilder("FROM ");

  UpdateParser(TokenStream words) {
    this.words = words;
  }

  ParsedStatement.Update update() {
    words.next();
    Token first = words.peek();
    Name table = StatementParser.name(words);
    if (words.take("AS") || !words.at("SET")) {
      words.name();
    }
    query.append(words.textFrom(first)).append(" SELECT");
    if (!words.take("SET")) {
      throw words.expected("SET");
    }
    List<SetColumn> columns = new ArrayList<>();
    do {
      columns.add(column(columns.isEmpty()));
    } while (words.take(","));
    if (words.at("WHERE")) {
      moveTo(words.position(), 0);
      query.append("WHERE");
      words.next();
      value("a condition", Set.of());
    }
    end();
    return new ParsedStatement.Update(table, columns, query.toString());
  }

  private SetColumn column(boolean isFirst) {
    if (words.at("(")) {
      throw words.refused("columns are set one by one: SET a = …, b = …", words.peek());
    }
    SqlPosition position = words.position();
    Name name = new Name(List.of(words.name()), position);
    if (!words.take("=")) {
      throw words.expected("=");
    }
    if (words.at("DEFAULT")) {
      throw words.refused("write the value that is wanted instead of DEFAULT", words.peek());
    }
    if (!isFirst) {
      query.append(',');
    }
    Token first = words.peek();
    boolean isParameter = first.is("?") || first.kind() == Token.Kind.PARAMETER;
    int start = value("a value", Set.of(",", "WHERE"));
    boolean alone = isParameter && query.length() == start + (first.end() - first.start()) + 1;
    return new SetColumn(name, alone ? OptionalInt.of(start) : OptionalInt.empty());
  }

  /// Takes what reaches to one of these words, or to the end, into parentheses.
  ///
  /// @return where it begins in the query
  private int value(String what, Set<String> ends) {
    Token first = words.peek();
    SqlPosition position = words.position();
    int depth = 0;
    String before = "";
    while (!words.atEnd() && !words.at(";")) {
      String key = words.peek().key();
      if (depth == 0 && ends.contains(key)) {
        break;
      }
      if (depth == 0
          && REFUSED.contains(key)
          && !(key.equals("FROM") && before.equals("DISTINCT"))) {
        throw words.refused(
            key.equals("FROM")
                ? "write a sub-query for each value: SET a = (SELECT … WHERE …)"
                : "rows are changed by values of their own and WHERE alone",
            words.peek());
      }
      switch (key) {
        case "(", "[", "{" -> depth++;
        case ")", "]", "}" -> depth--;
        default -> {}
      }
      if (depth < 0) {
        throw words.expected("the end of " + what);
      }
      before = words.next().key();
    }
    if (words.peek().start() == first.start()) {
      throw words.expected(what);
    }
    moveTo(position, 1);
    query.append('(');
    int start = query.length();
    query.append(words.textFrom(first)).append(')');
    return start;
  }

  /// Fills the query up, so that what follows after some characters more is at its place.
  private void moveTo(SqlPosition place, int characters) {
    long line = 1 + query.chars().filter(c -> c == '\n').count();
    query.repeat('\n', (int) Math.max(0, place.line() - line));
    int column = query.length() - query.lastIndexOf("\n");
    query.repeat(' ', Math.max(0, place.column() - column - characters));
  }

  private void end() {
    if (!words.takeEnd()) {
      throw words.expected("the end of the statement");
    }
  }
}
