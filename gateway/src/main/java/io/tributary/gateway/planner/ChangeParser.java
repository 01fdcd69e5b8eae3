package io.tributary.gateway.planner;

import io.tributary.gateway.planner.ParsedStatement.Change;
import io.tributary.gateway.planner.ParsedStatement.ColumnDefinition;
import io.tributary.gateway.planner.ParsedStatement.IfExists;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.parser.Token;
import io.tributary.gateway.planner.parser.TokenStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads statements that change tables. Queries within stay text, every character at its place.
final class ChangeParser {

  /// What may stand behind a column's type in other databases.
  private static final Set<String> BEHIND_TYPES =
      Set.of(
          "NOT",
          "NULL",
          "DEFAULT",
          "PRIMARY",
          "UNIQUE",
          "CHECK",
          "REFERENCES",
          "COLLATE",
          "GENERATED",
          "COMMENT",
          "CONSTRAINT");

  private final TokenStream words;

  ChangeParser(TokenStream words) {
    this.words = words;
  }

  /// The statement, if it is one of these.
  Optional<Change> change() {
    return Optional.ofNullable(
        switch (words.peek().key()) {
          case "CREATE" -> create();
          case "INSERT" -> insert();
          case "DROP" -> drop();
          case "TRUNCATE" -> truncate();
          case "DELETE" -> delete();
          case "UPDATE" -> new UpdateParser(words).update();
          default -> null;
        });
  }

  private Change create() {
    Token first = words.next();
    IfExists ifExists = IfExists.FAIL;
    if (words.take("OR")) {
      if (!words.take("REPLACE")) {
        throw words.expected("REPLACE");
      }
      ifExists = IfExists.REPLACE;
    }
    if (!words.take("TABLE")) {
      throw words.refused(
          "only tables are made here: make views, schemas and the rest with the source's own tools",
          first);
    }
    if (takeIf("NOT", "EXISTS")) {
      if (ifExists == IfExists.REPLACE) {
        throw words.refused("OR REPLACE and IF NOT EXISTS exclude each other", first);
      }
      ifExists = IfExists.SKIP;
    }
    Name table = StatementParser.name(words);
    List<ColumnDefinition> columns = words.at("(") ? columns() : List.of();
    Map<String, List<String>> options = words.take("WITH") ? options() : Map.of();
    if (!columns.isEmpty()) {
      end();
      return new ParsedStatement.CreateTable(table, ifExists, options, columns);
    }
    if (!words.take("AS")) {
      throw words.expected("columns in parentheses, or AS and a query");
    }
    return new ParsedStatement.CreateTableAs(table, ifExists, options, query());
  }

  private boolean takeIf(String... rest) {
    if (!words.take("IF")) {
      return false;
    }
    for (String word : rest) {
      if (!words.take(word)) {
        throw words.expected(word);
      }
    }
    return true;
  }

  private List<ColumnDefinition> columns() {
    List<ColumnDefinition> columns = new ArrayList<>();
    words.next();
    do {
      columns.add(column());
    } while (words.take(","));
    close();
    return columns;
  }

  private ColumnDefinition column() {
    Name name = new Name(List.of(words.name()), words.position());
    Token type = words.peek();
    if (words.at(",") || words.at(")")) {
      throw words.expected("a type for column " + name);
    }
    skipValue(BEHIND_TYPES);
    String declared = words.textFrom(type);
    boolean nullable = true;
    if (words.take("NOT")) {
      if (!words.take("NULL")) {
        throw words.expected("NULL");
      }
      nullable = false;
    } else {
      words.take("NULL");
    }
    if (!words.at(",") && !words.at(")")) {
      throw words.refused(
          "columns have a name, a type and NOT NULL here: add keys, defaults and checks with the"
              + " source's own tools",
          words.peek());
    }
    return new ColumnDefinition(name, declared, nullable);
  }

  /// To the next comma, closing parenthesis or one of these words that is not in parentheses.
  private void skipValue(Set<String> ends) {
    int depth = 0;
    while (!words.atEnd()) {
      String key = words.peek().key();
      if (depth == 0 && (key.equals(",") || key.equals(")") || ends.contains(key))) {
        return;
      }
      switch (key) {
        case "(", "[", "{" -> depth++;
        case ")", "]", "}" -> depth--;
        default -> {}
      }
      words.next();
    }
  }

  private Map<String, List<String>> options() {
    Map<String, List<String>> options = new LinkedHashMap<>();
    open();
    do {
      Token at = words.peek();
      String name = words.name().toLowerCase(Locale.ROOT);
      if (!words.take("=")) {
        throw words.expected("=");
      }
      if (options.put(name, value()) != null) {
        throw words.refused("%s is given twice".formatted(name), at);
      }
    } while (words.take(","));
    close();
    return options;
  }

  private List<String> value() {
    if (!words.take("ARRAY") && !words.at("[")) {
      return List.of(words.string());
    }
    if (!words.take("[")) {
      throw words.expected("[");
    }
    List<String> values = new ArrayList<>();
    if (!words.at("]")) {
      do {
        values.add(words.string());
      } while (words.take(","));
    }
    if (!words.take("]")) {
      throw words.expected(", or ]");
    }
    return List.copyOf(values);
  }

  private Change insert() {
    words.next();
    if (!words.take("INTO")) {
      throw words.expected("INTO");
    }
    Name table = StatementParser.name(words);
    List<Name> columns = new ArrayList<>();
    if (words.at("(") && !beginsQuery(words.peek(1))) {
      words.next();
      do {
        var position = words.position();
        columns.add(new Name(List.of(words.name()), position));
      } while (words.take(","));
      close();
    }
    if (words.at("DEFAULT")) {
      throw words.refused("write the values that are wanted: VALUES (…)", words.peek());
    }
    return new ParsedStatement.Insert(table, columns, query());
  }

  private static boolean beginsQuery(Token token) {
    return Set.of("SELECT", "VALUES", "WITH", "FROM", "(").contains(token.key());
  }

  private Change drop() {
    Token first = words.next();
    if (!words.take("TABLE")) {
      throw words.refused(
          "only tables are dropped here: drop views, schemas and the rest with the source's own"
              + " tools",
          first);
    }
    boolean ifExists = takeIf("EXISTS");
    Name table = StatementParser.name(words);
    end();
    return new ParsedStatement.DropTable(table, ifExists);
  }

  private Change truncate() {
    words.next();
    words.take("TABLE");
    Name table = StatementParser.name(words);
    end();
    return new ParsedStatement.Truncate(table);
  }

  private Change delete() {
    words.next();
    if (!words.at("FROM")) {
      throw words.expected("FROM");
    }
    String rows = words.rest();
    words.next();
    Name table = StatementParser.name(words);
    if (words.take("AS") || !(words.at("WHERE") || words.at("USING") || isEnd())) {
      words.name();
    }
    if (!words.at("WHERE") && !isEnd()) {
      throw words.refused("rows are deleted by WHERE alone", words.peek());
    }
    return new ParsedStatement.Delete(table, rows);
  }

  private boolean isEnd() {
    return words.atEnd() || words.at(";");
  }

  private String query() {
    if (words.atEnd() || words.at(";")) {
      throw words.expected("a query");
    }
    return words.rest();
  }

  private void open() {
    if (!words.take("(")) {
      throw words.expected("(");
    }
  }

  private void close() {
    if (!words.take(")")) {
      throw words.expected(", or )");
    }
  }

  private void end() {
    if (!words.takeEnd()) {
      throw words.expected("the end of the statement");
    }
  }
}
