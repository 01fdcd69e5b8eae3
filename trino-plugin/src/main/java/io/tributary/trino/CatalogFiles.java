package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.CONFIGURATION_INVALID;

import io.trino.spi.TrinoException;
import io.trino.spi.catalog.CatalogName;
import io.trino.spi.catalog.CatalogProperties;
import io.trino.spi.connector.CatalogVersion;
import io.trino.spi.connector.ConnectorName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/// Catalogs that files configure, as Trino's own store of files has them: one a file.
final class CatalogFiles {

  private static final String SUFFIX = ".properties";
  private static final String CONNECTOR_NAME = "connector.name";

  private CatalogFiles() {}

  /// The files of a folder by catalog; none if there is no such folder.
  ///
  /// @throws TrinoException if the names of two files only differ in case, or one cannot be a
  ///   catalog's
  static Map<CatalogName, Path> list(Path folder) {
    Map<CatalogName, Path> files = new HashMap<>();
    for (Path file : propertiesFiles(folder)) {
      Path twin = files.put(catalogName(file), file);
      if (twin != null) {
        throw new TrinoException(
            CONFIGURATION_INVALID,
            "%s and %s configure one catalog: the names of catalogs have no upper case"
                .formatted(twin, file));
      }
    }
    return files;
  }

  /// The catalog of a file, with references to secrets as they are written: Trino resolves them.
  static CatalogProperties read(CatalogName name, Path file) {
    Map<String, String> properties = properties(file);
    String connector = properties.remove(CONNECTOR_NAME);
    if (connector == null) {
      throw new TrinoException(
          CONFIGURATION_INVALID, "%s does not say %s".formatted(file, CONNECTOR_NAME));
    }
    return new CatalogProperties(
        name,
        new CatalogVersion(UUID.randomUUID().toString()),
        new ConnectorName(connector),
        properties);
  }

  /// What a file says; nothing if there is no such file.
  static Map<String, String> properties(Path file) {
    Properties written = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      written.load(in);
    } catch (NoSuchFileException _) {
      return new HashMap<>();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
    Map<String, String> properties = new HashMap<>();
    for (String key : written.stringPropertyNames()) {
      properties.put(key, written.getProperty(key).strip());
    }
    return properties;
  }

  private static List<Path> propertiesFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be listed".formatted(folder), e);
    }
  }

  private static CatalogName catalogName(Path file) {
    String fileName = file.getFileName().toString();
    String name =
        fileName.substring(0, fileName.length() - SUFFIX.length()).toLowerCase(Locale.ENGLISH);
    if (name.isEmpty() || name.equals(CatalogNames.RESERVED)) {
      throw new TrinoException(
          CONFIGURATION_INVALID, "%s cannot name a catalog: name it otherwise".formatted(file));
    }
    return new CatalogName(name);
  }
}
