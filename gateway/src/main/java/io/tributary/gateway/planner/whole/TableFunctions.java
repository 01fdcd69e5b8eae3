package io.tributary.gateway.planner.whole;

import io.tributary.gateway.metadata.NativeQuery;
import java.util.Set;
import java.util.TreeSet;

/// The functions that FROM may call: those that make rows of their arguments and of nothing else.
public final class TableFunctions {

  private static final Set<String> NAMES =
      Set.of(
          "generate_series",
          "generate_subscripts",
          "json_each",
          "json_tree",
          "range",
          "repeat",
          "repeat_row",
          "unnest");

  private TableFunctions() {}

  /// @param function in small letters
  public static boolean allow(String function) {
    return NAMES.contains(function);
  }

  /// What to say of another one.
  public static String refusal(String function) {
    return "the function %s is not allowed in FROM: there are %s and %s; files are read by sources"
        .formatted(function, String.join(", ", new TreeSet<>(NAMES)), NativeQuery.FUNCTION);
  }
}
