package io.tributary.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The 22 queries of TPC-H with the specification's validation parameters, in DuckDB's SQL.
public final class TpchQueries {
  public static final int COUNT = 22;

  /// A table in a resource, such as `{lineitem}`.
  private static final Pattern TABLE = Pattern.compile("\\{([a-z]+)}");

  private TpchQueries() {}

  /// A query over unqualified tables.
  ///
  /// @param number 1 to 22
  public static String query(int number) {
    return query(number, TpchTable::tableName);
  }

  /// A query whose tables are written as the caller wants them, such as `sales.public.orders`.
  ///
  /// @param number 1 to 22
  public static String query(int number, Function<TpchTable, String> name) {
    return TABLE
        .matcher(template(number))
        .replaceAll(m -> Matcher.quoteReplacement(name.apply(table(m.group(1)))));
  }

  /// The tables that a query reads.
  ///
  /// @param number 1 to 22
  public static Set<TpchTable> tables(int number) {
    return TABLE
        .matcher(template(number))
        .results()
        .map(match -> table(match.group(1)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static TpchTable table(String name) {
    return TpchTable.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String template(int number) {
    String resource = String.format(Locale.ROOT, "/tpch/q%02d.sql", number);
    try (InputStream stream = TpchQueries.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("TPC-H has queries 1 to 22, not " + number);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
