package io.tributary.gateway.planner.parser;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The tokens of a statement, read from left to right.
public final class TokenStream {

  /// More levels than people write, fewer than a thread's stack holds.
  private static final int DEEPEST = 300;

  private final SqlText text;
  private final List<Token> tokens;
  private int at;
  private int depth;

  /// @throws GatewayException SYNTAX_ERROR, with the place, for what is no token
  public TokenStream(String sql) {
    text = new SqlText(sql);
    tokens = Lexer.tokens(text);
  }

  public Token peek() {
    return tokens.get(at);
  }

  public Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /// Takes the next token, whatever it is.
  public Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  public boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /// Whether the next token is this word, in capitals, or this symbol.
  public boolean at(String wordOrSymbol) {
    return peek().is(wordOrSymbol);
  }

  boolean at(String first, String second) {
    return peek().is(first) && peek(1).is(second);
  }

  /// Takes the next token if it is this one.
  public boolean take(String wordOrSymbol) {
    boolean found = at(wordOrSymbol);
    if (found) {
      at++;
    }
    return found;
  }

  /// Takes the semicolons at the end of a statement, where several are as good as one.
  ///
  /// @return false where something follows
  public boolean takeEnd() {
    boolean more = true;
    while (more) {
      more = take(";");
    }
    return atEnd();
  }

  boolean take(String first, String second) {
    boolean found = at(first, second);
    if (found) {
      at += 2;
    }
    return found;
  }

  Token expect(String wordOrSymbol) {
    if (!at(wordOrSymbol)) {
      throw expected(wordOrSymbol);
    }
    return next();
  }

  /// Takes a name, quoted or not.
  public String name() {
    return nameToken("a name").text();
  }

  private Token nameToken(String what) {
    if (!Words.isName(peek())) {
      throw expected(what);
    }
    return next();
  }

  SqlIdentifier identifier(String what) {
    Token name = nameToken(what);
    return new SqlIdentifier(name.text(), span(name));
  }

  /// Takes text in single quotes.
  public String string() {
    if (peek().kind() != Token.Kind.STRING) {
      throw expected("text in single quotes");
    }
    return next().text();
  }

  // Places

  public SqlPosition position() {
    return text.position(peek().start());
  }

  SqlPosition position(Token token) {
    return text.position(token.start());
  }

  SqlParserPos span(Token token) {
    return text.span(token.start(), token.end());
  }

  /// From a token to the last one taken.
  SqlParserPos from(Token start) {
    return text.span(start.start(), Math.max(start.end(), tokens.get(Math.max(0, at - 1)).end()));
  }

  /// From a node to the last token taken.
  SqlParserPos from(SqlNode start) {
    SqlParserPos first = start.getParserPosition();
    SqlParserPos last = span(tokens.get(Math.max(0, at - 1)));
    return new SqlParserPos(
        first.getLineNum(), first.getColumnNum(), last.getEndLineNum(), last.getEndColumnNum());
  }

  /// The statement with everything before the next token left blank, so that places stay.
  public String rest() {
    int start = peek().start();
    return text.sql().substring(0, start).replaceAll("[^\n]", " ") + text.sql().substring(start);
  }

  /// The text from a token to the last one taken.
  public String textFrom(Token start) {
    return text.sql().substring(start.start(), tokens.get(Math.max(0, at - 1)).end());
  }

  /// The text before the next token.
  String untilHere() {
    return text.sql().substring(0, peek().start());
  }

  /// The statement with one blank for all that stands between two tokens.
  public String normalized() {
    return normalized(Map.of());
  }

  /// The same with other text in the place of some tokens.
  public String normalized(Map<Token, String> instead) {
    var normal = new StringBuilder(text.sql().length());
    int end = tokens.getFirst().start();
    for (Token token : tokens.subList(0, tokens.size() - 1)) {
      if (token.start() > end) {
        normal.append(' ');
      }
      String other = instead.get(token);
      if (other == null) {
        normal.append(text.sql(), token.start(), token.end());
      } else {
        normal.append(other);
      }
      end = token.end();
    }
    return normal.toString();
  }

  // Complaints

  public GatewayException expected(String what) {
    return error("expected %s, not %s".formatted(what, words(peek())));
  }

  GatewayException error(String message) {
    return error(message, peek());
  }

  GatewayException error(String message, Token token) {
    return text.error(ErrorCode.SYNTAX_ERROR, message, token.start());
  }

  /// What is understood and refused: the message says what to write instead.
  public GatewayException refused(String message, Token token) {
    return text.error(ErrorCode.NOT_SUPPORTED, message, token.start());
  }

  /// What runs whole where it can: the message is for where it cannot.
  GatewayException notTakenApart(Construct construct, String message, Token token) {
    return new NotTakenApart(construct, message, text.position(token.start()));
  }

  private GatewayException tooDeep() {
    return refused("the SQL is nested too deeply here: take parts of it into WITH", peek());
  }

  private String words(Token token) {
    return token.kind() == Token.Kind.END
        ? "the end"
        : text.sql().substring(token.start(), Math.min(token.end(), token.start() + 40));
  }

  /// Parses one level deeper.
  <T> T nested(Supplier<T> inner) {
    if (++depth > DEEPEST) {
      throw tooDeep();
    }
    try {
      return inner.get();
    } catch (StackOverflowError e) {
      throw tooDeep();
    } finally {
      depth--;
    }
  }
}
