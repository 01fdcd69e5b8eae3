package io.tributary.gateway.testing;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// Which source has which table, written like `sales: *_sales item; shop: customer*; lake: *`: the
/// first pattern that fits a table decides.
///
/// @param text the split in words
public record TableSplit(String text) {

  /// Each table at a source by chance, the same for the same seed.
  public static TableSplit random(long seed, List<String> tables) {
    var random = new Random(seed);
    List<String> sources = List.of("sales", "shop", "lake");
    return new TableSplit(
        tables.stream()
            .map(table -> sources.get(random.nextInt(sources.size())) + ": " + table)
            .reduce((left, right) -> left + "; " + right)
            .orElseThrow());
  }

  /// The source of a table.
  public String source(String table) {
    String name = table.toLowerCase(Locale.ROOT);
    return Stream.of(text.split(";"))
        .filter(part -> Stream.of(patterns(part)).anyMatch(pattern -> fits(name, pattern)))
        .map(part -> part.substring(0, part.indexOf(':')).strip())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("%s does not say where %s is".formatted(text, table)));
  }

  private static String[] patterns(String part) {
    return part.substring(part.indexOf(':') + 1).strip().split("\\s+");
  }

  private static boolean fits(String table, String pattern) {
    return table.matches(pattern.replace("*", ".*"));
  }

  @Override
  public String toString() {
    return text;
  }
}
