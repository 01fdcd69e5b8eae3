package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import org.apache.calcite.sql.SqlNode;

/// Queries from their text.
public final class SqlQueries {

  private SqlQueries() {}

  /// Parses one query; semicolons may follow it.
  ///
  /// @throws GatewayException SYNTAX_ERROR for what is no SQL, NOT_SUPPORTED for what is not done
  ///   here, each with its place and what to write
  public static SqlNode parse(String sql) {
    var tokens = new TokenStream(sql);
    refuseNothing(tokens);
    var grammar = new Grammar(tokens);
    refuseOtherStatements(tokens);
    SqlNode query = grammar.queries.query();
    end(tokens);
    if (!tokens.atEnd()) {
      throw tokens.expected("the end of the query");
    }
    grammar.selects.distinctOnEverywhere();
    grammar.intervals.refuseUnused();
    return query;
  }

  /// The only statement of a text, without the semicolons after it.
  ///
  /// @throws GatewayException SYNTAX_ERROR where there is none, or a second one
  public static String statement(String sql) {
    var tokens = new TokenStream(sql);
    refuseNothing(tokens);
    while (!tokens.atEnd() && !tokens.at(";")) {
      tokens.next();
    }
    String statement = tokens.untilHere();
    end(tokens);
    return statement;
  }

  private static void refuseNothing(TokenStream tokens) {
    if (tokens.at(";")) {
      end(tokens);
    }
    if (tokens.atEnd()) {
      throw new GatewayException(ErrorCode.SYNTAX_ERROR, "the SQL is empty: write a query");
    }
  }

  /// Takes the semicolons at the end.
  private static void end(TokenStream tokens) {
    if (tokens.at(";") && !tokens.takeEnd()) {
      throw tokens.error("a second statement begins here: send one query at a time");
    }
  }

  private static void refuseOtherStatements(TokenStream tokens) {
    Token first = tokens.peek();
    switch (first.key()) {
      case "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "CREATE",
          "DROP",
          "ALTER",
          "TRUNCATE",
          "SET",
          "RESET",
          "USE",
          "COPY",
          "EXPORT",
          "IMPORT",
          "ATTACH",
          "DETACH",
          "INSTALL",
          "LOAD",
          "CALL",
          "PRAGMA",
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "ABORT",
          "VACUUM",
          "ANALYZE",
          "CHECKPOINT",
          "GRANT",
          "REVOKE",
          "PREPARE",
          "EXECUTE",
          "DEALLOCATE",
          "COMMENT",
          "SUMMARIZE",
          "REFRESH" ->
          throw tokens.refused(
              "%s statements are not supported: write a query (SELECT, WITH or VALUES)"
                  .formatted(first.key()),
              first);
      default -> {
        boolean begins =
            switch (first.key()) {
              case "SELECT", "WITH", "VALUES", "TABLE", "FROM", "(", "PIVOT", "UNPIVOT" -> true;
              default -> false;
            };
        if (!begins) {
          throw tokens.error(
              "%s does not begin a query: write SELECT, WITH or VALUES"
                  .formatted(first.key().isEmpty() ? first.text() : first.key()));
        }
      }
    }
  }
}
