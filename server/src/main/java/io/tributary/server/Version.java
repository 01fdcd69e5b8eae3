package io.tributary.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version that was built.
final class Version {
  private Version() {}

  static String current() {
    var properties = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new IllegalStateException("version.properties is missing in the build");
      }
      properties.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("version.properties cannot be read", failure);
    }
    return properties.getProperty("version");
  }
}
