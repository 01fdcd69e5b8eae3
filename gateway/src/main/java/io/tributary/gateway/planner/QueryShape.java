package io.tributary.gateway.planner;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.parser.Token;
import io.tributary.gateway.planner.parser.TokenStream;
import io.tributary.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.type.SqlTypeName;

/// A query without the constants that its condition sets columns equal to. Queries that differ in
/// nothing else have one shape, and may have one plan.
///
/// Only `WHERE` of the outermost `SELECT` is looked at, where no constant is a position, part of a
/// column's name or of a type.
///
/// @param text tells it from other shapes
/// @param constants in the order of the text
public record QueryShape(String text, List<Constant> constants) {

  /// Begins what stands for a constant. Unicode has promised never to make it a character, and the
  /// SQL that holds it has no shape.
  static final char MARK = '\uFDD0';

  /// Ends what stands for a constant.
  private static final char END_OF_MARK = '\uFDD1';

  private static final Set<String> ENDS_OF_WHERE =
      Set.of(
          "GROUP",
          "HAVING",
          "WINDOW",
          "QUALIFY",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "USING",
          "SAMPLE");

  private static final Set<String> AFTER_A_CONSTANT =
      Set.of("AND", "OR", ")", ";", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET");

  /// What a long holds for certain.
  private static final Pattern INTEGER = Pattern.compile("\\d{1,18}");

  /// Written in the same way for every source, and with no blank at an end that some do not see.
  private static final Pattern PLAIN_TEXT =
      Pattern.compile("[\\x21-\\x7E&&[^'\\\\]]([\\x20-\\x7E&&[^'\\\\]]*[\\x21-\\x7E&&[^'\\\\]])?");

  /// A constant that is left open.
  ///
  /// @param place of its first character
  /// @param type of its value
  /// @param sql its value, as every source takes it
  record Constant(SqlPosition place, SqlTypeName type, String sql) {}

  public QueryShape {
    constants = List.copyOf(constants);
  }

  /// The shape of a query; empty where it has none that others could share.
  ///
  /// @param parameters the values of `?`
  public static Optional<QueryShape> of(String sql, List<Value> parameters) {
    if (sql.indexOf(MARK) >= 0) {
      return Optional.empty();
    }
    try {
      return new Reader(new TokenStream(sql), parameters).shape();
    } catch (GatewayException e) {
      return Optional.empty(); // whoever plans it says what is wrong
    }
  }

  /// What stands for a constant in the SQL of a plan.
  static String mark(int index) {
    return MARK + Integer.toString(index) + END_OF_MARK;
  }

  /// Puts the constants into the SQL of the shape's plan.
  public String fill(String sql) {
    String filled = sql;
    for (int i = 0; i < constants.size(); i++) {
      filled = filled.replace(mark(i), constants.get(i).sql());
    }
    return filled;
  }

  private static final class Reader {
    private final TokenStream tokens;
    private final List<Value> parameters;
    private final List<Constant> constants = new ArrayList<>();
    private final Map<Token, String> marks = new HashMap<>();
    private int parametersSeen;
    private int depth;

    Reader(TokenStream tokens, List<Value> parameters) {
      this.tokens = tokens;
      this.parameters = parameters;
    }

    Optional<QueryShape> shape() {
      if (!tokens.at("SELECT")) {
        return Optional.empty();
      }
      boolean inWhere = false;
      boolean afterEquals = false;
      while (!tokens.atEnd()) {
        SqlPosition place = tokens.position();
        Token token = tokens.next();
        depth += nesting(token);
        if (depth == 0) {
          inWhere = token.is("WHERE") || (inWhere && !ENDS_OF_WHERE.contains(token.key()));
        }
        boolean open = inWhere && afterEquals && isConstantsEnd() && leaveOpen(token, place);
        if (isParameter(token)) {
          if (!open) {
            return Optional.empty(); // its value may decide about the plan
          }
          parametersSeen++;
        }
        afterEquals = token.is("=");
      }
      return constants.isEmpty() || parametersSeen != parameters.size()
          ? Optional.empty()
          : Optional.of(new QueryShape(tokens.normalized(marks), constants));
    }

    private static int nesting(Token token) {
      return switch (token.key()) {
        case "(", "[", "{" -> 1;
        case ")", "]", "}" -> -1;
        default -> 0;
      };
    }

    private boolean isConstantsEnd() {
      return tokens.atEnd() || AFTER_A_CONSTANT.contains(tokens.peek().key());
    }

    private static boolean isParameter(Token token) {
      return token.is("?") || token.kind() == Token.Kind.PARAMETER;
    }

    private boolean leaveOpen(Token token, SqlPosition place) {
      Optional<Constant> constant =
          switch (token.kind()) {
            case NUMBER -> integer(token.text(), place);
            case STRING -> text(token.text(), place);
            case SYMBOL ->
                token.is("?") && parametersSeen < parameters.size()
                    ? constant(parameters.get(parametersSeen), place)
                    : Optional.empty();
            default -> Optional.empty();
          };
      constant.ifPresent(found -> {
        marks.put(token, MARK + found.type().getName() + END_OF_MARK);
        constants.add(found);
      });
      return constant.isPresent();
    }

    private static Optional<Constant> constant(Value parameter, SqlPosition place) {
      return switch (parameter.getKindCase()) {
        case INTEGER_VALUE -> integer(Long.toString(parameter.getIntegerValue()), place);
        case STRING_VALUE -> text(parameter.getStringValue(), place);
        default -> Optional.empty();
      };
    }

    private static Optional<Constant> integer(String digits, SqlPosition place) {
      if (!INTEGER.matcher(digits).matches()) {
        return Optional.empty();
      }
      long value = Long.parseLong(digits);
      SqlTypeName type = value == (int) value ? SqlTypeName.INTEGER : SqlTypeName.BIGINT;
      return Optional.of(new Constant(place, type, Long.toString(value)));
    }

    private static Optional<Constant> text(String value, SqlPosition place) {
      return PLAIN_TEXT.matcher(value).matches()
          ? Optional.of(new Constant(place, SqlTypeName.VARCHAR, "'" + value + "'"))
          : Optional.empty();
    }
  }
}
