package io.tributary.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A query and its answer, side by side in a file. Tables are written `shop.name`.
///
/// @param title what the query shows, in words
/// @param sql the query
/// @param expected the rows of DuckDB alone, after a line with the columns' types; or its complaint
/// @param refusal what the gateway says instead of an answer; empty where it answers
public record SqlScript(
    String file, String title, String sql, List<String> expected, Optional<String> refusal) {

  private static final String TITLE = "### ";
  private static final String ANSWER = "----";
  private static final String REFUSED = "---- refused: ";

  public SqlScript {
    expected = List.copyOf(expected);
  }

  /// All scripts below a folder, by file name.
  public static List<SqlScript> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SqlScript> read(Path file) {
    try {
      List<SqlScript> scripts = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(TITLE) && !lines.isEmpty()) {
          scripts.add(parse(file, lines));
          lines.clear();
        }
        lines.add(line);
      }
      scripts.add(parse(file, lines));
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SqlScript parse(Path file, List<String> lines) {
    String title = lines.getFirst().substring(TITLE.length());
    var sql = new ArrayList<String>();
    var expected = new ArrayList<String>();
    Optional<String> refusal = Optional.empty();
    boolean answer = false;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(REFUSED)) {
        refusal = Optional.of(line.substring(REFUSED.length()));
      } else if (line.startsWith(ANSWER)) {
        answer = true;
      } else if (!line.isEmpty()) {
        (answer ? expected : sql).add(line);
      }
    }
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return new SqlScript(name, title, String.join("\n", sql), expected, refusal);
  }

  /// Writes one file's scripts as they are read.
  public static void write(Path file, List<SqlScript> scripts) {
    var text = new StringBuilder();
    for (SqlScript script : scripts) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(TITLE)
          .append(script.title)
          .append('\n')
          .append(script.sql)
          .append('\n')
          .append(ANSWER)
          .append('\n');
      script.expected.forEach(line -> text.append(line).append('\n'));
      script.refusal.ifPresent(words -> text.append(REFUSED).append(words).append('\n'));
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the query says in which order its rows come: an ORDER BY outside of any parentheses.
  public boolean ordered() {
    int depth = 0;
    String words = sql.toUpperCase(java.util.Locale.ROOT);
    for (int i = 0; i < words.length(); i++) {
      switch (words.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case 'O' -> {
          if (depth == 0 && words.startsWith("ORDER BY", i)) {
            return true;
          }
        }
        default -> {
          // goes on
        }
      }
    }
    return false;
  }

  /// The query over tables elsewhere.
  ///
  /// @param name a table's name by the one it has in the script
  public String over(java.util.function.UnaryOperator<String> name) {
    return java.util.regex.Pattern.compile("\\bshop\\.(\\w+)")
        .matcher(sql)
        .replaceAll(table -> name.apply(table.group(1)));
  }

  @Override
  public String toString() {
    return file + ": " + title;
  }
}
