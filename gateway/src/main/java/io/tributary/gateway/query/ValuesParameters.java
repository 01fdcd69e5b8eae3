package io.tributary.gateway.query;

import io.tributary.gateway.planner.parser.Token;
import io.tributary.gateway.planner.parser.TokenStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What the parameters of `VALUES (?, …)` are to be, where they become values of known columns.
final class ValuesParameters {
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

  private ValuesParameters() {}

  /// Whether a query is `VALUES (?, …)`, one row of parameters and nothing else, so that rows of
  /// parameters are its rows.
  static boolean areOneRow(String query) {
    TokenStream tokens = new TokenStream(query);
    if (!tokens.take("VALUES") || !tokens.take("(")) {
      return false;
    }
    do {
      if (!tokens.take("?")) {
        return false;
      }
    } while (tokens.take(","));
    return tokens.take(")") && tokens.takeEnd();
  }

  /// One field for each `?`, in order; text where it does not stand alone for a column.
  static List<Field> fields(String query, List<Field> columns) {
    TokenStream tokens = new TokenStream(query);
    boolean isValues = tokens.take("VALUES");
    List<Field> fields = new ArrayList<>();
    int depth = 0;
    int column = 0;
    boolean begins = false;
    while (!tokens.atEnd()) {
      Token token = tokens.next();
      if (token.key().equals("?")) {
        boolean alone = isValues && begins && depth == 1 && (tokens.at(",") || tokens.at(")"));
        fields.add(
            alone && column < columns.size()
                ? columns.get(column)
                : Field.nullable("parameter", TEXT));
      }
      begins = token.key().equals("(") || token.key().equals(",");
      switch (token.key()) {
        case "(" -> {
          depth++;
          column = depth == 1 ? 0 : column;
        }
        case ")" -> depth--;
        case "," -> column += depth == 1 ? 1 : 0;
        default -> {}
      }
    }
    return fields;
  }
}
