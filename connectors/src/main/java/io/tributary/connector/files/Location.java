package io.tributary.connector.files;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A part of a source's `location`: a folder with everything below it, a file, or a glob.
///
/// @param base the folder that names are relative to: for a glob, the part before the first
///   wildcard
/// @param pattern as configured
/// @param matchers a file belongs if one of these matches; none for a whole folder
record Location(Path base, String pattern, List<PathMatcher> matchers) {
  private static final String FOLDERS = "**/";

  Location {
    matchers = List.copyOf(matchers);
  }

  /// Splits at the commas outside of braces.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static List<Location> parse(String setting) {
    List<Location> locations = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= setting.length(); i++) {
      char c = i < setting.length() ? setting.charAt(i) : ',';
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && (depth == 0 || i == setting.length())) {
        String part = setting.substring(start, i).strip();
        if (!part.isEmpty()) {
          locations.add(parsePart(part));
        }
        start = i + 1;
      }
    }
    return List.copyOf(locations);
  }

  /// Whether all that comes to lie below the folder belongs to it.
  boolean isWholeFolder() {
    return matchers.isEmpty();
  }

  /// The file that this is, where it is one that is not there.
  Optional<Path> missingFile() {
    return isWholeFolder() || firstWildcard(pattern) < pattern.length()
        ? Optional.empty()
        : Optional.of(absolute(pattern)).filter(Files::notExists);
  }

  boolean contains(String file) {
    if (matchers.isEmpty()) {
      return true;
    }
    Path path = Path.of(file);
    return matchers.stream().anyMatch(matcher -> matcher.matches(path));
  }

  private static Location parsePart(String part) {
    try {
      int wildcard = firstWildcard(part);
      if (wildcard == part.length()) {
        Path path = absolute(part);
        return isFile(path)
            ? new Location(parent(path), part, List.of(path::equals))
            : new Location(path, part, List.of());
      }
      int slash = part.lastIndexOf('/', wildcard);
      Path base = absolute(slash < 0 ? "" : part.substring(0, slash + 1));
      String rest = part.substring(slash + 1);
      return new Location(base, part, matchers(base, rest));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'%s' is no path".formatted(part), e);
    }
  }

  /// What is not there yet is to be what it is called.
  private static boolean isFile(Path path) {
    return Files.isRegularFile(path)
        || (Files.notExists(path) && FileFormat.of(Storage.lastPart(path.toString())).isPresent());
  }

  private static List<PathMatcher> matchers(Path base, String glob) {
    var files = FileSystems.getDefault();
    String prefix = escaped(base.toString().endsWith("/") ? base.toString() : base + "/");
    return withAndWithoutFolders(glob).stream()
        .map(variant -> files.getPathMatcher("glob:" + prefix + variant))
        .toList();
  }

  /// `**/` stands for any number of folders, none among them, which the matchers do not know.
  private static List<String> withAndWithoutFolders(String glob) {
    int folders = glob.indexOf(FOLDERS);
    if (folders < 0) {
      return List.of(glob);
    }
    String before = glob.substring(0, folders);
    return withAndWithoutFolders(glob.substring(folders + FOLDERS.length())).stream()
        .flatMap(rest -> Stream.of(before + FOLDERS + rest, before + rest))
        .toList();
  }

  private static String escaped(String path) {
    return path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
  }

  private static int firstWildcard(String part) {
    int i = 0;
    while (i < part.length() && "*?[{".indexOf(part.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
