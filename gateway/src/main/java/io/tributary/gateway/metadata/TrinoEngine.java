package io.tributary.gateway.metadata;

import java.util.Locale;
import java.util.Map;

/// A Trino cluster that runs queries over any sources: each is one of its catalogs.
///
/// @param source of connector `trino` that shows all catalogs
/// @param catalogs by source, where they have other names
public record TrinoEngine(String source, Map<String, String> catalogs) {

  public TrinoEngine {
    catalogs = Map.copyOf(catalogs);
  }

  /// The schema in which the engine's source has a table.
  String schemaOf(TableId table) {
    String byDefault = table.source().toLowerCase(Locale.ROOT);
    return catalogs.getOrDefault(table.source(), byDefault)
        + "."
        + table.schema().toLowerCase(Locale.ROOT);
  }
}
