package io.tributary.gateway.planner.parser;

import io.tributary.gateway.planner.whole.Construct;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `SELECT … FROM … WHERE …`, or with FROM first.
final class SelectParser {

  private final Grammar grammar;
  private final DistinctOn distinctOns = new DistinctOn();

  SelectParser(Grammar grammar) {
    this.grammar = grammar;
  }

  private TokenStream tokens() {
    return grammar.tokens;
  }

  private SqlNode expression() {
    return grammar.expressions.expression();
  }

  SqlSelect select() {
    Token start = tokens().peek();
    JoinParser.From from = tokens().take("FROM") ? grammar.joins.from() : null;
    SqlNodeList keywords = SqlNodeList.EMPTY;
    SqlNodeList distinctOn = null;
    SqlNodeList items;
    if (from == null || tokens().at("SELECT")) {
      tokens().expect("SELECT");
      distinctOn = distinctOn();
      keywords = distinctOn == null ? keywords() : SqlNodeList.EMPTY;
      items = items();
    } else {
      items = SqlNodeList.of(SqlIdentifier.star(tokens().span(start)));
    }
    if (from == null && tokens().take("FROM")) {
      from = grammar.joins.from();
    }
    SqlNode where = where(from);
    SqlNodeList groups = tokens().take("GROUP", "BY") ? groups() : null;
    SqlNode having = tokens().take("HAVING") ? expression() : null;
    SqlNodeList windows = tokens().take("WINDOW") ? grammar.windows.declarations() : null;
    SqlNode qualify = tokens().take("QUALIFY") ? expression() : null;
    if (windows == null && tokens().take("WINDOW")) {
      windows = grammar.windows.declarations();
    }
    if (tokens().at("USING", "SAMPLE")) {
      throw tokens()
          .notTakenApart(
              Construct.SAMPLE, "USING SAMPLE is not supported: write LIMIT", tokens().peek());
    }
    SqlParserPos position = tokens().from(start);
    var select =
        new SqlSelect(
            position,
            keywords,
            items,
            from == null ? null : from.relation(),
            where,
            groups,
            having,
            windows,
            qualify,
            null,
            null,
            null,
            new SqlNodeList(position));
    if (distinctOn != null) {
      if (qualify != null) {
        throw tokens()
            .refused(
                "DISTINCT ON beside QUALIFY is not supported: put the query with QUALIFY into FROM",
                start);
      }
      distinctOns.add(select, distinctOn);
    }
    return select;
  }

  /// Keeps the first row of each key, where that is asked of a query in this order.
  void distinctOn(SqlNode query, SqlNodeList order) {
    distinctOns.apply(query instanceof SqlWith with ? with.body : query, order);
  }

  /// The same for queries without an order.
  void distinctOnEverywhere() {
    distinctOns.applyAll();
  }

  /// The keys of `DISTINCT ON (…)`.
  private @Nullable SqlNodeList distinctOn() {
    Token start = tokens().peek(2);
    if (!tokens().at("DISTINCT", "ON") || !start.is("(")) {
      return null;
    }
    tokens().take("DISTINCT", "ON");
    tokens().next();
    List<SqlNode> keys = grammar.expressions.expressions();
    tokens().expect(")");
    return new SqlNodeList(keys, tokens().from(start));
  }

  private @Nullable SqlNode where(JoinParser.@Nullable From from) {
    List<SqlNode> conditions = new ArrayList<>();
    if (from != null) {
      conditions.addAll(from.conditions());
    }
    if (tokens().take("WHERE")) {
      conditions.add(expression());
    }
    return conditions.isEmpty() ? null : Nodes.balanced(SqlStdOperatorTable.AND, conditions);
  }

  private SqlNodeList keywords() {
    Token word = tokens().peek();
    if (tokens().take("ALL")) {
      return SqlNodeList.EMPTY;
    }
    if (!tokens().take("DISTINCT")) {
      return SqlNodeList.EMPTY;
    }
    return SqlNodeList.of(SqlSelectKeyword.DISTINCT.symbol(tokens().span(word)));
  }

  // The select list

  private SqlNodeList items() {
    Token start = tokens().peek();
    List<SqlNode> items = new ArrayList<>();
    do {
      if (!items.isEmpty() && grammar.expressions.endsList()) {
        break;
      }
      items.add(item());
    } while (tokens().take(","));
    return new SqlNodeList(items, tokens().from(start));
  }

  private SqlNode item() {
    SqlIdentifier star = star();
    if (star != null) {
      return changed(star);
    }
    Token start = tokens().peek();
    if (Words.isName(start) && tokens().peek(1).is(":")) {
      SqlIdentifier alias = tokens().identifier("a name");
      tokens().next();
      SqlNode value = expression();
      return SqlStdOperatorTable.AS.createCall(tokens().from(start), value, alias);
    }
    SqlNode value = expression();
    SqlIdentifier alias = alias();
    return alias == null
        ? value
        : SqlStdOperatorTable.AS.createCall(tokens().from(start), value, alias);
  }

  /// The star with its changes, in any order.
  private SqlNode changed(SqlIdentifier star) {
    List<SqlNode> excluded = new ArrayList<>();
    List<SqlNode> replaced = new ArrayList<>();
    List<SqlNode> renamed = new ArrayList<>();
    while (true) {
      Token word = tokens().peek();
      if (tokens().take("EXCLUDE") || (tokens().at("EXCEPT", "(") && tokens().take("EXCEPT"))) {
        listed(excluded, this::column);
      } else if (tokens().take("REPLACE")) {
        listed(replaced, () -> changedTo(expression()));
      } else if (tokens().take("RENAME")) {
        listed(renamed, () -> changedTo(column()));
      } else if (word.is("LIKE") || word.is("ILIKE") || word.is("SIMILAR") || word.is("GLOB")) {
        throw tokens()
            .notTakenApart(
                Construct.COLUMNS,
                "* %s is not supported: list the columns".formatted(word.key()),
                word);
      } else {
        break;
      }
    }
    return excluded.isEmpty() && replaced.isEmpty() && renamed.isEmpty()
        ? star
        : StarChanges.call(tokens().from(star), star, excluded, replaced, renamed);
  }

  /// One change, or several in parentheses.
  private void listed(List<SqlNode> changes, Supplier<SqlNode> change) {
    if (!tokens().take("(")) {
      changes.add(change.get());
      return;
    }
    do {
      changes.add(change.get());
    } while (tokens().take(",") && !tokens().at(")"));
    tokens().expect(")");
  }

  private SqlNode column() {
    Token first = tokens().peek();
    if (!PrimaryParser.isFieldName(first)) {
      throw tokens().expected("a column");
    }
    List<Token> parts = new ArrayList<>(List.of(tokens().next()));
    while (tokens().take(".")) {
      parts.add(tokens().next());
    }
    return grammar.primaries.identifier(parts);
  }

  private SqlNode changedTo(SqlNode from) {
    tokens().expect("AS");
    Token name = tokens().next();
    if (!PrimaryParser.isFieldName(name)) {
      throw tokens().error("expected a column's name", name);
    }
    return SqlStdOperatorTable.AS.createCall(
        tokens().from(from), from, new SqlIdentifier(name.text(), tokens().span(name)));
  }

  /// `*` or `t.*`.
  private @Nullable SqlIdentifier star() {
    int dots = 0;
    while (PrimaryParser.isFieldName(tokens().peek(dots)) && tokens().peek(dots + 1).is(".")) {
      dots += 2;
    }
    if (!tokens().peek(dots).is("*")) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<SqlParserPos> positions = new ArrayList<>();
    Token start = tokens().peek();
    for (int i = 0; i < dots; i += 2) {
      Token name = tokens().next();
      tokens().next();
      names.add(name.text());
      positions.add(tokens().span(name));
    }
    positions.add(tokens().span(tokens().next()));
    names.add("");
    return SqlIdentifier.star(names, tokens().from(start), positions);
  }

  private @Nullable SqlIdentifier alias() {
    Token token = tokens().peek();
    if (tokens().take("AS")) {
      Token name = tokens().next();
      if (!PrimaryParser.isFieldName(name) && name.kind() != Token.Kind.STRING) {
        throw tokens().error("expected a name after AS", name);
      }
      return new SqlIdentifier(name.text(), tokens().span(name));
    }
    return Words.isBareAlias(token) ? tokens().identifier("a name") : null;
  }

  // GROUP BY

  private SqlNodeList groups() {
    Token start = tokens().peek();
    if (tokens().take("ALL") || tokens().take("*")) {
      return SqlNodeList.of(Everything.ALL.at(tokens().span(start)));
    }
    return new SqlNodeList(groupList(), tokens().from(start));
  }

  private List<SqlNode> groupList() {
    List<SqlNode> groups = new ArrayList<>();
    do {
      if (!groups.isEmpty() && grammar.expressions.endsList()) {
        break;
      }
      groups.add(group());
    } while (tokens().take(","));
    return groups;
  }

  private SqlNode group() {
    Token start = tokens().peek();
    if (tokens().at("GROUPING", "SETS")) {
      tokens().next();
      tokens().next();
      tokens().expect("(");
      List<SqlNode> sets = groupList();
      tokens().expect(")");
      return SqlStdOperatorTable.GROUPING_SETS.createCall(tokens().from(start), sets);
    }
    if (tokens().at("ROLLUP", "(") || tokens().at("CUBE", "(")) {
      tokens().next();
      tokens().next();
      List<SqlNode> keys = grammar.expressions.expressions();
      tokens().expect(")");
      return (start.is("CUBE") ? SqlStdOperatorTable.CUBE : SqlStdOperatorTable.ROLLUP)
          .createCall(tokens().from(start), keys);
    }
    if (tokens().take("(", ")")) {
      return new SqlNodeList(tokens().from(start));
    }
    return expression();
  }
}
