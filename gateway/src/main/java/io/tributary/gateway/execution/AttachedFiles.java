package io.tributary.gateway.execution;

import io.tributary.connector.AttachedDatabase;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.LocalTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The database files that a query reads in place.
///
/// DuckDB locks a file that it reads, but the lock ends as soon as anything else in this process
/// closes the same file, and then a writer may come. A query whose file has changed fails: half of
/// its rows would be from before and half from after.
final class AttachedFiles {
  static final AttachedFiles NONE = new AttachedFiles(List.of());

  private final List<Attached> files;

  private AttachedFiles(List<Attached> files) {
    this.files = List.copyOf(files);
  }

  /// A file as it was found.
  private record Attached(String source, Path file, long bytes, FileTime changed) {

    static Attached of(String source, AttachedDatabase database) {
      Path file = Path.of(database.file());
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Attached(source, file, now.size(), now.lastModifiedTime());
      } catch (IOException e) {
        throw new GatewayException(
            ErrorCode.SOURCE_UNAVAILABLE,
            "source %s cannot be reached: there is no file %s".formatted(source, file),
            e);
      }
    }

    void verifyUnchanged() {
      if (!isUnchanged()) {
        throw new GatewayException(
            ErrorCode.SOURCE_UNAVAILABLE,
            "source %s: %s was written to while the query read it; ask again"
                .formatted(source, file));
      }
    }

    private boolean isUnchanged() {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return now.size() == bytes && now.lastModifiedTime().equals(changed);
      } catch (IOException e) {
        return false;
      }
    }
  }

  /// Runs SQL in the query's DuckDB.
  interface DuckDb {
    void execute(String sql) throws SQLException, IOException;
  }

  /// Attaches what tables lie in, each once, for reading only.
  static AttachedFiles attach(List<LocalTable> tables, DuckDb duckDb)
      throws SQLException, IOException {
    Map<String, String> attached = new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // as DuckDB
    Set<String> searched = new TreeSet<>();
    List<Attached> files = new ArrayList<>();
    for (LocalTable table : tables) {
      AttachedDatabase database = table.relation().database().orElse(null);
      if (database == null) {
        continue;
      }
      String other = attached.putIfAbsent(database.name(), database.file());
      if (other == null) {
        files.add(Attached.of(table.sourceName(), database));
        attach(table.sourceName(), database, duckDb);
      } else if (!other.equals(database.file())) {
        throw ambiguous(
            "views of %s and of %s are read in one query, and both databases are named %s"
                .formatted(other, database.file(), database.name()));
      }
      if (database.searched()) {
        searched.add(database.name());
      }
    }
    search(searched, duckDb);
    return new AttachedFiles(files);
  }

  private static void attach(String source, AttachedDatabase database, DuckDb duckDb)
      throws IOException {
    try {
      duckDb.execute(
          "ATTACH %s AS %s (READ_ONLY)"
              .formatted(literal(database.file()), identifier(database.name())));
    } catch (SQLException e) {
      throw new GatewayException(
          ErrorCode.SOURCE_UNAVAILABLE,
          "source %s cannot be reached: %s cannot be opened, perhaps because it is being written to"
              .formatted(source, database.file()),
          e);
    }
  }

  private static void search(Set<String> databases, DuckDb duckDb)
      throws SQLException, IOException {
    if (databases.size() > 1) {
      throw ambiguous(
          "views of the databases %s are read in one query, and do not say in which schema their tables are"
              .formatted(String.join(" and ", databases)));
    }
    for (String database : databases) {
      duckDb.execute(
          "SET search_path = " + literal("memory.main," + identifier(database) + ".main"));
    }
  }

  private static GatewayException ambiguous(String what) {
    return new GatewayException(ErrorCode.NOT_SUPPORTED, what + "; read their tables instead");
  }

  /// @throws GatewayException SOURCE_UNAVAILABLE if one has been written to since
  void verifyUnchanged() {
    files.forEach(Attached::verifyUnchanged);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
