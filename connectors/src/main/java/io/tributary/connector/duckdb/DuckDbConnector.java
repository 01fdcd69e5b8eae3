package io.tributary.connector.duckdb;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceProperties;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// The connector `duckdb`.
public final class DuckDbConnector implements ConnectorFactory {
  private static final String FILE = "file";

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "duckdb",
          "DuckDB database file",
          Kind.FILE,
          List.of(new Property(FILE, "absolute path of the database file", true, false)),
          "org.duckdb:duckdb_jdbc");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    SourceProperties properties = new SourceProperties(configuration, DESCRIPTOR);
    String file = properties.text(FILE).orElse("");
    if (!file.isEmpty() && !isAbsolutePath(file)) {
      properties.problem(FILE + " must be the absolute path of a file on this machine");
    }
    properties.throwIfWrong();
    return new DuckDbSource(configuration.name(), Path.of(file).normalize());
  }

  /// DuckDB takes what begins like an address for something to fetch.
  private static boolean isAbsolutePath(String file) {
    try {
      return Path.of(file).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
