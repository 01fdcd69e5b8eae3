package io.tributary.gateway.fragment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tributary.connector.SqlDialectTraits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells a source, in its SQL, which keys a column is to have.
///
/// A source may take more values for equal than DuckDB does, such as text that ignores case or
/// trailing blanks: then it gives rows that the query leaves out later, and never too few.
public final class KeyCondition {

  private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIMESTAMP =
      Pattern.compile(DATE.pattern() + " \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /// Some databases take no longer lists.
  private static final int MOST_ELEMENTS = 1_000;

  /// H2 runs a sub-query once for each element of a list that its rows are looked for in, which an
  /// index makes up for. Within `IS TRUE` it looks each row up in the list.
  private static final int MOST_RUNS_OF_H2 = 4;

  private final SqlDialectTraits traits;
  private final Reduction reduction;

  /// A key that not every source can be told.
  private static final class Unspeakable extends Exception {
    private static final long serialVersionUID = 1;
  }

  /// @param traits of the source that is to compare
  public KeyCondition(SqlDialectTraits traits, Reduction reduction) {
    this.traits = traits;
    this.reduction = reduction;
  }

  /// Few keys, as a list.
  ///
  /// @param keys as DuckDB writes them
  /// @return empty where a key is such that not every source can be told
  public Optional<String> list(List<String> keys) {
    try {
      Set<String> values = values(keys);
      if (values.isEmpty()) {
        return Optional.of("1 = 0");
      }
      String in =
          values.stream()
              .map(this::literal)
              .collect(Collectors.joining(", ", column(values) + " IN (", ")"));
      boolean onceForEach =
          traits.product() == SqlDialectTraits.Product.H2 && values.size() > MOST_RUNS_OF_H2;
      return Optional.of(onceForEach ? "(%s) IS TRUE".formatted(in) : in);
    } catch (Unspeakable e) {
      return Optional.empty();
    }
  }

  /// Many keys: one literal where the source has arrays, which it reads faster than a list.
  ///
  /// @param keys as DuckDB writes them
  /// @return empty where a key is such that not every source can be told
  public Optional<String> array(List<String> keys) {
    return switch (traits.product()) {
      case POSTGRESQL -> postgreSqlArray(keys);
      case GENERIC, H2, MYSQL, SQLITE, TRINO -> list(keys);
    };
  }

  private Optional<String> postgreSqlArray(List<String> keys) {
    try {
      Set<String> values = values(keys);
      if (reduction.type() == KeyType.TEXT) {
        // CHAR(n) loses its trailing blanks when it is compared with an array of texts.
        for (String value : List.copyOf(values)) {
          values.add(value.stripTrailing());
        }
      }
      String elements = values.stream().map(this::element).collect(Collectors.joining(","));
      return Optional.of(
          "%s = ANY(%s::%s[])".formatted(column(), quoted("{" + elements + "}"), elementType()));
    } catch (Unspeakable e) {
      return Optional.empty();
    }
  }

  /// Everything from the least key to the greatest. Not of text, which sources order in other ways.
  public Optional<String> range(String least, String greatest) {
    if (reduction.type() == KeyType.TEXT) {
      return Optional.empty();
    }
    try {
      Optional<String> from = value(least);
      Optional<String> to = value(greatest);
      return from.isEmpty() || to.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%s BETWEEN %s AND %s".formatted(column(), literal(from.get()), literal(to.get())));
    } catch (Unspeakable e) {
      return Optional.empty();
    }
  }

  /// A column with texts that its character set may lack: beside them it is to be of one that has
  /// them all.
  private String column(Set<String> values) {
    return reduction.type() == KeyType.TEXT
            && !values.stream().allMatch(US_ASCII.newEncoder()::canEncode)
        ? traits.textOrder().asText().formatted(column())
        : column();
  }

  private String column() {
    String quote = String.valueOf(traits.identifierQuote());
    return quote + reduction.column().replace(quote, quote + quote) + quote;
  }

  private Set<String> values(List<String> keys) throws Unspeakable {
    if (traits.product() == SqlDialectTraits.Product.GENERIC && keys.size() > MOST_ELEMENTS) {
      throw new Unspeakable();
    }
    Set<String> values = new LinkedHashSet<>();
    for (String key : keys) {
      value(key).ifPresent(values::add);
    }
    return values;
  }

  /// A key as the column's type writes it; empty where the column cannot have it.
  private Optional<String> value(String key) throws Unspeakable {
    if (traits.product() == SqlDialectTraits.Product.GENERIC
        && reduction.type() != KeyType.INTEGER) {
      throw new Unspeakable();
    }
    return switch (reduction.type()) {
      case INTEGER -> integer(key);
      case DECIMAL -> Optional.of(new BigDecimal(key).toPlainString());
      case TEXT -> speakable(key, key.indexOf('\0') < 0);
      case DATE -> speakable(key, DATE.matcher(key).matches());
      case TIMESTAMP -> speakable(key, TIMESTAMP.matcher(key).matches());
    };
  }

  private static Optional<String> integer(String key) {
    var number = new BigDecimal(key);
    if (number.stripTrailingZeros().scale() > 0) {
      return Optional.empty();
    }
    BigInteger whole = number.toBigInteger();
    return whole.compareTo(LEAST) < 0 || whole.compareTo(MOST) > 0
        ? Optional.empty()
        : Optional.of(whole.toString());
  }

  private static Optional<String> speakable(String key, boolean is) throws Unspeakable {
    if (!is) {
      throw new Unspeakable();
    }
    return Optional.of(key);
  }

  private String literal(String value) {
    return switch (reduction.type()) {
      case INTEGER, DECIMAL -> value;
      case TEXT -> quoted(value);
      case DATE -> "DATE " + quoted(value);
      case TIMESTAMP -> "TIMESTAMP " + quoted(value);
    };
  }

  private String element(String value) {
    return switch (reduction.type()) {
      case INTEGER, DECIMAL, DATE -> value;
      case TEXT, TIMESTAMP -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    };
  }

  private String elementType() {
    return switch (reduction.type()) {
      case INTEGER -> "bigint";
      case DECIMAL -> "numeric";
      case TEXT -> "text";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp";
    };
  }

  private static String quoted(String value) {
    var literal = new StringBuilder();
    SqlSpelling.stringLiteral(literal, value);
    return literal.toString();
  }
}
