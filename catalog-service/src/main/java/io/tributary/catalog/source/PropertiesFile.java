package io.tributary.catalog.source;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The text of a `.properties` file, and what it says.
///
/// @param text the file as written, in UTF-8
/// @param values by key, trimmed, references not yet resolved
record PropertiesFile(String text, SortedMap<String, String> values) {

  static PropertiesFile read(Path file) throws BrokenSourceException {
    String text = readText(file);
    NoticingProperties properties = new NoticingProperties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException _) {
      throw new BrokenSourceException(
          "a \\u escape is malformed: four hexadecimal digits follow \\u");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!properties.repeated.isEmpty()) {
      throw new BrokenSourceException(
          "set more than once: " + String.join(", ", properties.repeated));
    }
    SortedMap<String, String> values = new TreeMap<>();
    for (Map.Entry<Object, Object> entry : properties.entrySet()) {
      values.put((String) entry.getKey(), ((String) entry.getValue()).strip());
    }
    return new PropertiesFile(text, values);
  }

  private static String readText(Path file) throws BrokenSourceException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw new BrokenSourceException("the file is not UTF-8 text");
    } catch (AccessDeniedException _) {
      throw new BrokenSourceException("the file cannot be read: permission denied");
    } catch (IOException e) {
      throw new BrokenSourceException(
          "the file cannot be read: %s".formatted(e.getClass().getSimpleName()));
    }
  }

  /// Properties whose last word would silently win.
  private static final class NoticingProperties extends Properties {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> repeated = new TreeSet<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      Object previous = super.put(key, value);
      if (previous != null) {
        repeated.add((String) key);
      }
      return previous;
    }
  }
}
