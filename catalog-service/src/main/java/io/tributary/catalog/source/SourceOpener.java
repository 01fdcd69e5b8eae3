package io.tributary.catalog.source;

import io.tributary.catalog.source.EnvironmentReferences.Resolved;
import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SharedSource;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a source of a file. Whatever is wrong with the file makes a failed source.
final class SourceOpener {
  static final String SUFFIX = ".properties";

  private static final Logger log = LoggerFactory.getLogger(SourceOpener.class);
  private static final String CONNECTOR_NAME = "connector.name";
  private static final Pattern SOURCE_NAME = Pattern.compile("[a-z0-9_-]+");
  private static final int VERSION_HEX_DIGITS = 16;

  private final SortedMap<String, ConnectorFactory> factories;
  private final EnvironmentReferences references;

  SourceOpener(List<ConnectorFactory> factories, Map<String, String> environment) {
    this.factories =
        factories.stream()
            .collect(
                Collectors.toMap(
                    factory -> factory.descriptor().id(),
                    Function.identity(),
                    (first, second) -> {
                      throw new IllegalArgumentException(
                          "two connectors are called " + first.descriptor().id());
                    },
                    TreeMap::new));
    this.references = new EnvironmentReferences(environment);
  }

  /// Opens the source that a file configures.
  ///
  /// @param previous what the same file made before; it is kept where its configuration is still
  ///   the same
  ConfiguredSource open(Path file, Optional<ConfiguredSource> previous) {
    String fileName = String.valueOf(file.getFileName());
    String name = sourceName(file);
    String connector = "";
    try {
      requirePlainName(name);
      PropertiesFile properties = PropertiesFile.read(file);
      connector = properties.values().getOrDefault(CONNECTOR_NAME, "");
      ConnectorFactory factory = factory(connector);
      SourceConfiguration configuration = configuration(name, factory.descriptor(), properties);
      if (previous.orElse(null) instanceof ConfiguredSource.Ready ready
          && ready.configuration().version().equals(configuration.version())) {
        return ready;
      }
      return new ConfiguredSource.Ready(
          configuration, new SharedSource(open(factory, configuration)));
    } catch (BrokenSourceException e) {
      ConfiguredSource failed =
          new ConfiguredSource.Failed(name, connector, fileName + ": " + e.getMessage());
      if (!previous.equals(Optional.of(failed))) {
        // Files that fail are tried again and again; the log needs to know once.
        e.detail().ifPresent(detail -> log.error("{} failed unexpectedly: {}", fileName, detail));
      }
      return failed;
    }
  }

  static String sourceName(Path file) {
    String fileName = String.valueOf(file.getFileName());
    return fileName.substring(0, fileName.length() - SUFFIX.length());
  }

  private static void requirePlainName(String name) throws BrokenSourceException {
    if (!SOURCE_NAME.matcher(name).matches()) {
      throw new BrokenSourceException(
          "\"%s\" cannot name a source: a name is made of lower-case letters, digits, _ and -"
              .formatted(name));
    }
  }

  private ConnectorFactory factory(String connector) throws BrokenSourceException {
    String known = String.join(", ", factories.keySet());
    if (connector.isEmpty()) {
      throw new BrokenSourceException(
          "%s is missing; the connectors are: %s".formatted(CONNECTOR_NAME, known));
    }
    ConnectorFactory factory = factories.get(connector);
    if (factory == null) {
      throw new BrokenSourceException(
          "%s: there is no connector \"%s\"%s (the connectors are: %s)"
              .formatted(
                  CONNECTOR_NAME,
                  connector,
                  NameLookup.didYouMean(connector, factories.keySet()),
                  known));
    }
    return factory;
  }

  private SourceConfiguration configuration(
      String name, ConnectorDescriptor descriptor, PropertiesFile file)
      throws BrokenSourceException {
    SortedMap<String, String> own = new TreeMap<>(file.values());
    own.remove(CONNECTOR_NAME);
    Resolved resolved = references.resolve(own);
    return new SourceConfiguration(
        name, descriptor.id(), resolved.values(), version(file.text(), resolved.variables()));
  }

  private Source open(ConnectorFactory factory, SourceConfiguration configuration)
      throws BrokenSourceException {
    SecretRedaction redaction =
        SecretRedaction.of(factory.descriptor(), configuration.properties());
    try {
      return factory.open(configuration);
    } catch (ConnectorException e) {
      throw new BrokenSourceException(redaction.oneLine(String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError e) {
      // An error of linkage is a driver that is missing or does not fit.
      throw new BrokenSourceException(
          "connector %s failed unexpectedly; the catalog's log tells more"
              .formatted(configuration.connector()),
          redaction.stackTrace(e));
    }
  }

  /// A digest of all that a configuration is made of, cut short: it tells versions apart and is
  /// shown to gateways only.
  private static String version(String text, SortedMap<String, String> variables) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, text);
      variables.forEach((name, value) -> {
        update(digest, name);
        update(digest, value);
      });
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
