package io.tributary.connector.files;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import io.tributary.connector.SourceWriter;
import java.util.List;

/// The connector `files`.
public final class FilesConnector implements ConnectorFactory {
  private static final String LOCATION = "location";

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "files",
          "Files",
          Kind.FILE,
          List.of(
              new Property(
                  LOCATION,
                  "folder whose Parquet, CSV and JSON files are tables, or a list of globs",
                  true,
                  false),
              SourceWriter.PROPERTY),
          "org.duckdb:duckdb_jdbc");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    List<Location> locations = List.of();
    try {
      locations = Location.parse(properties.text(LOCATION).orElse(""));
    } catch (IllegalArgumentException e) {
      properties.problem("%s: %s".formatted(LOCATION, e.getMessage()));
    }
    boolean writable = properties.truth(SourceWriter.WRITABLE);
    if (writable && locations.stream().noneMatch(Location::isWholeFolder)) {
      properties.problem(
          "%s needs a folder in %s, not only globs".formatted(SourceWriter.WRITABLE, LOCATION));
    }
    properties.throwIfWrong();
    return new FilesSource(configuration.name(), locations, writable);
  }
}
