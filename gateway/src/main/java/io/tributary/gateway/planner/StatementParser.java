package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.ParsedStatement.ExplainFormat;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.parser.TokenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells statements about queries and metadata, and those that change tables, from queries, by
/// their first words.
///
/// Words that open no such statement are a query's, for the SQL parser to judge.
public final class StatementParser {

  private static final List<String> WHAT_TO_SHOW =
      List.of("CATALOGS", "SOURCES", "SCHEMAS", "TABLES", "COLUMNS", "FUNCTIONS");

  private static final Set<String> QUERY_WORDS = Set.of("SELECT", "WITH", "VALUES", "FROM");

  private static final Set<String> EXPLAIN_OPTIONS = Set.of("ANALYZE", "FORMAT", "TYPE", "VERBOSE");

  private final String sql;
  private final TokenStream words;

  private StatementParser(String sql) {
    this.sql = sql;
    this.words = new TokenStream(sql);
  }

  /// @throws GatewayException SYNTAX_ERROR or NOT_SUPPORTED, with the place
  public static ParsedStatement parse(String sql) {
    return new StatementParser(sql).statement();
  }

  private ParsedStatement statement() {
    if (words.take("EXPLAIN")) {
      return explain();
    }
    if (words.take("DESCRIBE") || words.take("DESC")) {
      return describe();
    }
    if (words.take("SHOW")) {
      return show();
    }
    return new ChangeParser(words)
        .change()
        .<ParsedStatement>map(change -> change)
        .orElseGet(() -> new ParsedStatement.Query(sql));
  }

  private ParsedStatement explain() {
    boolean analyze = words.take("ANALYZE");
    ExplainFormat format = ExplainFormat.TEXT;
    if (words.at("(") && EXPLAIN_OPTIONS.contains(words.peek(1).key())) {
      words.take("(");
      do {
        if (words.take("ANALYZE")) {
          analyze = !words.take("FALSE");
          words.take("TRUE");
        } else if (words.take("FORMAT")) {
          format = format();
        } else {
          throw words.expected("ANALYZE or FORMAT");
        }
      } while (words.take(","));
      if (!words.take(")")) {
        throw words.expected(", or )");
      }
    }
    return new ParsedStatement.Explain(rest(), analyze, format);
  }

  private ExplainFormat format() {
    if (words.take("JSON")) {
      return ExplainFormat.JSON;
    }
    if (words.take("TEXT")) {
      return ExplainFormat.TEXT;
    }
    throw words.expected("TEXT or JSON");
  }

  private ParsedStatement describe() {
    if (QUERY_WORDS.contains(words.peek().key()) || words.at("(")) {
      return new ParsedStatement.DescribeQuery(rest());
    }
    Name table = name();
    end();
    return new ParsedStatement.DescribeTable(table);
  }

  private ParsedStatement show() {
    SqlPosition position = words.position();
    String what = words.peek().key();
    if (!WHAT_TO_SHOW.contains(what)) {
      throw new GatewayException(
          ErrorCode.SYNTAX_ERROR,
          "SHOW takes %s, not %s%s"
              .formatted(
                  String.join(", ", WHAT_TO_SHOW),
                  what.isEmpty() ? "this" : what,
                  NearestNames.suggestion(what, WHAT_TO_SHOW)),
          position);
    }
    words.take(what);
    ParsedStatement statement =
        switch (what) {
          case "CATALOGS" -> new ParsedStatement.ShowCatalogs(like());
          case "SOURCES" -> new ParsedStatement.ShowSources(like());
          case "SCHEMAS" -> new ParsedStatement.ShowSchemas(from(), like(), position);
          case "TABLES" -> new ParsedStatement.ShowTables(from(), like(), position);
          case "COLUMNS" ->
              new ParsedStatement.ShowColumns(
                  from().orElseThrow(() -> words.expected("FROM and a table")), like());
          default -> new ParsedStatement.ShowFunctions(like());
        };
    end();
    return statement;
  }

  private Optional<Name> from() {
    return words.take("FROM") || words.take("IN") ? Optional.of(name()) : Optional.empty();
  }

  private Optional<String> like() {
    return words.take("LIKE") ? Optional.of(words.string()) : Optional.empty();
  }

  private Name name() {
    return name(words);
  }

  static Name name(TokenStream words) {
    SqlPosition position = words.position();
    List<String> parts = new ArrayList<>();
    do {
      parts.add(words.name());
    } while (words.take("."));
    return new Name(parts, position);
  }

  private void end() {
    words.take(";");
    if (!words.atEnd()) {
      throw words.expected("the end of the statement");
    }
  }

  /// The query from here on, every character at its place.
  private String rest() {
    if (words.atEnd() || words.at("EXPLAIN")) {
      throw words.expected("a query");
    }
    return words.rest();
  }
}
