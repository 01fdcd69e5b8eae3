package io.tributary.trino;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names of a relation's columns, each once, also to Trino, which has no upper case.
final class ColumnNames {

  private final Set<String> taken = new HashSet<>();

  /// Takes a name.
  ///
  /// @return whether it was free
  boolean take(String name) {
    return taken.add(name.toLowerCase(Locale.ENGLISH));
  }

  /// Takes a name, or one like it where it is taken.
  String unique(String wanted) {
    String name = wanted;
    while (!take(name)) {
      name += "_";
    }
    return name;
  }
}
