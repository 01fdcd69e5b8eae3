package io.tributary.catalog.source;

import io.tributary.catalog.error.CatalogException;
import io.tributary.connector.ErrorCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds a name among others as users write it: exactly, then whatever the case of the letters.
/// Where there is no such name, says what may have been meant.
public final class NameLookup {
  private static final int MAX_SUGGESTIONS = 3;

  /// One slip of the pen in about this many letters is plausible.
  private static final int LETTERS_PER_SLIP = 3;

  private NameLookup() {}

  /// @param what the kind of name, for the message
  /// @throws CatalogException INVALID_ARGUMENT listing the candidates, when several names differ
  ///   from the one asked for in nothing but case
  public static Optional<String> find(String what, String asked, Collection<String> names) {
    if (names.contains(asked)) {
      return Optional.of(asked);
    }
    List<String> candidates =
        names.stream().filter(name -> name.equalsIgnoreCase(asked)).sorted().toList();
    if (candidates.size() > 1) {
      throw new CatalogException(
          ErrorCode.INVALID_ARGUMENT,
          "%s \"%s\" is ambiguous: it may be %s; write it exactly"
              .formatted(what, asked, String.join(", ", candidates)));
    }
    return candidates.stream().findFirst();
  }

  /// The end of a message that says that a name does not exist: `; did you mean a or b?`, or
  /// nothing where no name is near.
  public static String didYouMean(String asked, Collection<String> names) {
    List<String> nearest = nearest(asked, names);
    return switch (nearest.size()) {
      case 0 -> "";
      case 1 -> "; did you mean %s?".formatted(nearest.getFirst());
      default ->
          "; did you mean %s or %s?"
              .formatted(
                  String.join(", ", nearest.subList(0, nearest.size() - 1)), nearest.getLast());
    };
  }

  private static List<String> nearest(String asked, Collection<String> names) {
    record Near(String name, int slips) {}

    String wanted = asked.toLowerCase(Locale.ROOT);
    LevenshteinDistance distance =
        new LevenshteinDistance(Math.max(1, (wanted.length() + 1) / LETTERS_PER_SLIP));
    return names.stream()
        .map(name -> new Near(name, distance.apply(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(near -> near.slips() >= 0 && near.slips() < wanted.length())
        .sorted(Comparator.comparingInt(Near::slips).thenComparing(Near::name))
        .limit(MAX_SUGGESTIONS)
        .map(Near::name)
        .toList();
  }
}
