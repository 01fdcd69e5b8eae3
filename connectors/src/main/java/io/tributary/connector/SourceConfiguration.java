package io.tributary.connector;

import java.util.Map;
import java.util.TreeMap;

/// A configured source. Values may be secrets: [#toString] shows keys only.
///
/// @param name first part of `source.schema.table`
/// @param connector id of the connector that reads it
/// @param properties the connector's own settings, by key
/// @param version changes whenever the configuration does
public record SourceConfiguration(
    String name, String connector, Map<String, String> properties, String version) {

  public SourceConfiguration {
    properties = Map.copyOf(properties);
  }

  @Override
  public String toString() {
    return "source %s (%s) with %s".formatted(name, connector, new TreeMap<>(properties).keySet());
  }
}
