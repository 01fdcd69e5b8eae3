package io.tributary.gateway.testing;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Asks a benchmark's queries of its split tables and of DuckDB alone.
public final class SplitQueries implements AutoCloseable {

  private static final Pattern LIMIT = Pattern.compile("(?is)\\blimit\\s+\\d+$");
  private static final Pattern ORDER_BY = Pattern.compile("(?is)\\border\\s+by\\b");

  private final SplitSources sources;
  private final TestGateway gateway;

  /// @param folder takes what DuckDB spills
  public SplitQueries(SplitSources sources, Path folder) {
    this.sources = sources;
    this.gateway = new TestGateway(sources.metadata(), folder);
  }

  /// Fails unless the query gives what DuckDB alone gives.
  ///
  /// @param query the query's text, for a way to write the tables' names
  public void assertSameAnswer(Function<UnaryOperator<String>, String> query, TableSplit split) {
    String alone = query.apply(UnaryOperator.identity());
    int columns = gateway.answerOf(sources.alone(), alone).types().size();
    Answer expected = gateway.answerOf(sources.alone(), withoutTies(alone, columns));
    String federated = withoutTies(query.apply(table -> SplitSources.name(split, table)), columns);
    gateway.answer(federated).assertSameAs(expected, isOrdered(federated));
  }

  /// Sorts by all columns after those that the query sorts by, so that no two different rows tie.
  private static String withoutTies(String sql, int columns) {
    if (!isOrdered(sql)) {
      return sql;
    }
    Matcher limit = LIMIT.matcher(sql);
    int end = limit.find() ? limit.start() : sql.length();
    String further =
        IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).collect(joining(", "));
    return sql.substring(0, end) + ", " + further + "\n" + sql.substring(end);
  }

  /// Whether an ORDER BY stands outside all brackets.
  private static boolean isOrdered(String sql) {
    return ORDER_BY
        .matcher(sql)
        .results()
        .map(order -> sql.substring(order.end()))
        .anyMatch(rest -> count(rest, '(') == count(rest, ')'));
  }

  private static long count(String text, char bracket) {
    return text.chars().filter(character -> character == bracket).count();
  }

  @Override
  public void close() {
    gateway.close();
    sources.close();
  }
}
