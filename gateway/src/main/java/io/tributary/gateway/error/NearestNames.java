package io.tributary.gateway.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// What a user may have meant by a name that does not exist.
public final class NearestNames {

  private static final int MOST = 3;

  private NearestNames() {}

  /// `; did you mean a, b or c?`, or nothing where no name is near.
  public static String suggestion(String name, Collection<String> known) {
    int tolerated = Math.max(1, name.length() / 3);
    var distance = new LevenshteinDistance(tolerated);
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> nearest =
        known.stream()
            .map(candidate ->
                Map.entry(candidate, distance.apply(wanted, candidate.toLowerCase(Locale.ROOT))))
            .filter(scored -> scored.getValue() >= 0)
            .sorted(
                Comparator.comparing(Map.Entry<String, Integer>::getValue)
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    if (nearest.isEmpty()) {
      return "";
    }
    String last = nearest.getLast();
    return nearest.size() == 1
        ? "; did you mean %s?".formatted(last)
        : "; did you mean %s or %s?"
            .formatted(String.join(", ", nearest.subList(0, nearest.size() - 1)), last);
  }
}
