package io.tributary.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Chooses the parameters of one query by the rules of its template, which are a small language:
/// numbers, texts, other parameters, `+`, `/`, and the functions that [#call] lists. What the
/// council's own generator draws from its distributions is drawn from the data, so that small data
/// holds it.
final class TpcdsParameters {

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|\\[[^]]+]|-?\\d+|\\w+|[(){},+/]");

  /// How often to look for a value that a list does not hold yet; small data may have too few.
  private static final int ATTEMPTS = 50;

  private final TpcdsDistributions distributions;
  private final String statement;
  private final Random random;
  private final Map<String, List<String>> chosen = new HashMap<>();

  private List<String> tokens = List.of();
  private int position;

  /// @param statement the query, which tells which columns its parameters are compared with
  TpcdsParameters(TpcdsDistributions distributions, String statement, Random random) {
    this.distributions = distributions;
    this.statement = statement;
    this.random = random;
  }

  /// The values of each parameter: one, or as many as its list has.
  Map<String, List<String>> choose(Map<String, String> rules) {
    rules.forEach((name, rule) -> {
      tokens = TOKEN.matcher(rule).results().map(MatchResult::group).toList();
      position = 0;
      chosen.put(name, expression());
      if (position < tokens.size()) {
        throw new IllegalArgumentException("cannot read all of the rule " + rule);
      }
    });
    return chosen;
  }

  private List<String> expression() {
    List<String> value = term();
    while (position < tokens.size()) {
      if (taken("+")) {
        value = List.of(value.getFirst() + term().getFirst());
      } else if (taken("/")) {
        value = List.of(String.valueOf(number(value) / number(term())));
      } else {
        break;
      }
    }
    return value;
  }

  private List<String> term() {
    String token = next();
    return switch (token.charAt(0)) {
      case '"' -> List.of(token.substring(1, token.length() - 1));
      case '[' -> List.of(TpcdsTemplate.substituted(token, chosen::get));
      default -> taken("(") ? call(token.toLowerCase(Locale.ROOT)) : List.of(token);
    };
  }

  private List<String> call(String function) {
    return switch (function) {
      case "text" -> List.of(oneOf(texts()));
      case "ulist" -> list();
      case "random" -> {
        List<String> bounds = arguments();
        yield List.of(
            String.valueOf(
                random.nextInt(
                    Integer.parseInt(bounds.get(0)), Integer.parseInt(bounds.get(1)) + 1)));
      }
      case "date" -> {
        List<String> bounds = arguments();
        yield List.of(
            LocalDate.ofEpochDay(random.nextLong(day(bounds.get(0)), day(bounds.get(1)) + 1))
                .toString());
      }
      case "rowcount" ->
          List.of(String.valueOf(distributions.size(arguments().getFirst(), statement)));
      case "dist" -> {
        List<String> arguments = arguments();
        yield List.of(oneOf(values(arguments.get(0), arguments.get(1))));
      }
      case "distmember" -> {
        List<String> arguments = arguments();
        List<String> values = values(arguments.get(0), arguments.get(2));
        int index = Integer.parseInt(arguments.get(1)) - 1;
        yield List.of(values.get(index % values.size()));
      }
      default -> throw new IllegalArgumentException("unknown function " + function);
    };
  }

  private List<String> values(String distribution, String member) {
    return distributions.values(distribution, Integer.parseInt(member), statement);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    do {
      arguments.add(expression().getFirst());
    } while (taken(","));
    expect(")");
    return arguments;
  }

  /// Texts with their weights, which are all the same: `{"a",1},{"b",1}`.
  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    do {
      expect("{");
      texts.add(term().getFirst());
      expect(",");
      next();
      expect("}");
    } while (taken(","));
    expect(")");
    return texts;
  }

  /// An expression's values, all different as far as the data allows.
  private List<String> list() {
    int start = position;
    expression();
    expect(",");
    int size = Integer.parseInt(next());
    int end = position;
    Set<String> different = new LinkedHashSet<>();
    List<String> values = new ArrayList<>();
    while (values.size() < size) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        position = start;
        String value = expression().getFirst();
        if (different.add(value) || attempt == ATTEMPTS - 1) {
          values.add(value);
          break;
        }
      }
    }
    position = end;
    expect(")");
    return values;
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static long number(List<String> value) {
    return Long.parseLong(value.getFirst());
  }

  /// Months and days may be of one digit.
  private static long day(String date) {
    String[] parts = date.split("-", -1);
    return LocalDate.of(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
        .toEpochDay();
  }

  private String next() {
    return tokens.get(position++);
  }

  private boolean taken(String token) {
    boolean there = position < tokens.size() && tokens.get(position).equals(token);
    if (there) {
      position++;
    }
    return there;
  }

  private void expect(String token) {
    if (!taken(token)) {
      throw new IllegalArgumentException("%s expected in %s".formatted(token, tokens));
    }
  }
}
