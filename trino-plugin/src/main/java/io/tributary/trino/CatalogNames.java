package io.tributary.trino;

import static java.util.Comparator.comparing;

import io.trino.spi.catalog.CatalogName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which catalog shows which source.
///
/// @param sourceByCatalog the sources as the gateway spells them
/// @param problems each source that is no catalog, and why
record CatalogNames(Map<CatalogName, String> sourceByCatalog, List<String> problems) {

  /// Where Trino shows what it knows of itself. A second one would take its place.
  static final String RESERVED = "system";

  CatalogNames {
    sourceByCatalog = Map.copyOf(sourceByCatalog);
    problems = List.copyOf(problems);
  }

  /// Names catalogs after sources, in lower case. Of sources whose names only differ in case one is
  /// a catalog: the one that is all lower case, else the first.
  ///
  /// @param taken by other catalogs
  static CatalogNames of(Collection<String> sources, Set<CatalogName> taken) {
    Map<CatalogName, String> sourceByCatalog = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String source : lowerCaseFirst(sources)) {
      String name = source.toLowerCase(Locale.ENGLISH);
      CatalogName catalog = new CatalogName(name);
      if (name.equals(RESERVED)) {
        problems.add("Source %s is no catalog: Trino has one of that name".formatted(source));
      } else if (taken.contains(catalog)) {
        problems.add(
            "Source %s is no catalog: a file configures one of that name".formatted(source));
      } else {
        String twin = sourceByCatalog.putIfAbsent(catalog, source);
        if (twin != null) {
          problems.add(
              "Source %s is no catalog: that of source %s has the same name in lower case"
                  .formatted(source, twin));
        }
      }
    }
    return new CatalogNames(sourceByCatalog, problems);
  }

  private static List<String> lowerCaseFirst(Collection<String> sources) {
    return sources.stream().sorted(comparing(CatalogNames::hasUpperCase)).toList();
  }

  private static boolean hasUpperCase(String source) {
    return !source.equals(source.toLowerCase(Locale.ENGLISH));
  }
}
