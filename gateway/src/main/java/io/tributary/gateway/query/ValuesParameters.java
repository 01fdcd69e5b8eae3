package io.tributary.gateway.query;

import io.tributary.gateway.planner.parser.Token;
import io.tributary.gateway.planner.parser.TokenStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What the parameters of `VALUES (?, …)` or `VALUES ($1, …)` are to be, where they become values
/// of known columns.
final class ValuesParameters {
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int NONE = -1;

  private ValuesParameters() {}

  /// Whether a query is `VALUES (?, …)`, one row of parameters in their order and nothing else, so
  /// that rows of parameters are its rows.
  static boolean areOneRow(String query) {
    TokenStream tokens = new TokenStream(query);
    if (!tokens.take("VALUES") || !tokens.take("(")) {
      return false;
    }
    int taken = 0;
    do {
      if (index(tokens.next(), taken) != taken) {
        return false;
      }
      taken++;
    } while (tokens.take(","));
    return tokens.take(")") && tokens.takeEnd();
  }

  /// One field for each parameter, in order; text where it does not stand alone for a column.
  static List<Field> fields(String query, List<Field> columns) {
    TokenStream tokens = new TokenStream(query);
    boolean isValues = tokens.take("VALUES");
    SortedMap<Integer, Field> fields = new TreeMap<>();
    int depth = 0;
    int column = 0;
    boolean begins = false;
    while (!tokens.atEnd()) {
      Token token = tokens.next();
      int index = index(token, fields.size());
      if (index != NONE) {
        boolean alone = isValues && begins && depth == 1 && (tokens.at(",") || tokens.at(")"));
        fields.putIfAbsent(
            index,
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
    return List.copyOf(fields.values());
  }

  /// The index of the parameter that a token is.
  ///
  /// @param next what a `?` has
  private static int index(Token token, int next) {
    if (token.kind() == Token.Kind.PARAMETER) {
      return NUMBER.matcher(token.text()).matches() ? Integer.parseInt(token.text()) - 1 : NONE;
    }
    return token.is("?") ? next : NONE;
  }
}
