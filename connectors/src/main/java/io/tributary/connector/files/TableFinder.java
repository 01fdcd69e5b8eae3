package io.tributary.connector.files;

import io.tributary.connector.TableName;
import io.tributary.connector.files.Storage.Listing;
import io.tributary.connector.files.Storage.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which files are which table.
///
/// 1. A folder is a **schema**, named by its path below the location (`a`, `a/b`). The location
///    itself is the schema `main`.
/// 2. Each data file in it is a **table**, named like the file without its extension.
/// 3. A folder below the location is **one table** of the schema above it, named like the folder,
///    - if folders named `key=value` are in it: then all files below it, at any depth, are that
///      table's, and each key is a column (a location with such folders is itself a table of
///      `main`);
///    - or if it holds two or more data files of one format with the same columns, and no folders.
/// 4. Where two tables of a schema would have the same name, files keep their extension in it.
///
/// Columns are the same if their names are, in order, and for Parquet their types too. Names that
/// begin with a dot or an underscore are left out.
final class TableFinder {
  static final String ROOT_SCHEMA = "main";

  private final List<Place> places;
  private final Predicate<FileTable> alike;

  /// A location and what reads it.
  record Place(Location location, Storage storage) {}

  /// @param alike whether the files of what may be a table have the same columns
  TableFinder(List<Place> places, Predicate<FileTable> alike) {
    this.places = List.copyOf(places);
    this.alike = alike;
  }

  /// All tables, by name.
  NavigableMap<TableName, FileTable> tables() throws IOException {
    List<FileTable> found = new ArrayList<>();
    for (Place place : places) {
      Search search = new Search(place);
      search.collect(place.location().base().toString(), ROOT_SCHEMA, true, found);
    }
    return named(found);
  }

  /// The table of a name. Looks only into the folders on the way to it.
  Optional<FileTable> table(TableName name) throws IOException {
    List<FileTable> found = new ArrayList<>();
    for (Place place : places) {
      new Search(place).collectSchema(name.schema(), found);
    }
    return Optional.ofNullable(named(found).get(name));
  }

  private NavigableMap<TableName, FileTable> named(List<FileTable> found) {
    Set<TableName> once = new HashSet<>();
    Set<TableName> several = new HashSet<>();
    found.forEach(table -> (once.add(table.name()) ? once : several).add(table.name()));
    TreeMap<TableName, FileTable> tables = new TreeMap<>();
    for (FileTable table : found) {
      boolean ambiguous = several.contains(table.name()) && table.files().size() == 1;
      FileTable named =
          ambiguous && !table.isPartitioned()
              ? table.withName(
                  new TableName(table.name().schema(), table.files().getFirst().name()))
              : table;
      FileTable other = tables.put(named.name(), named);
      if (other != null) {
        tables.put(
            named.name(),
            named.withProblem(
                "%s and %s would both be the table %s; rename one of them"
                    .formatted(other.paths().getFirst(), named.paths().getFirst(), named.name())));
      }
    }
    return tables;
  }

  /// The walk through one place.
  private final class Search {
    private final Place place;

    private Search(Place place) {
      this.place = place;
    }

    /// Adds the tables of a folder that is a schema, and of all below it.
    private void collect(String folder, String schema, boolean isRoot, List<FileTable> found)
        throws IOException {
      Listing listing = place.storage().list(folder);
      if (isRoot && isPartitioned(listing)) {
        partitioned(folder, ROOT_SCHEMA).ifPresent(found::add);
        return;
      }
      addFiles(listing, schema, found);
      for (String child : listing.folders()) {
        Listing inChild = place.storage().list(child);
        Optional<FileTable> table = folderTable(child, inChild, schema);
        if (table.isPresent()) {
          found.add(table.get());
        } else if (!isPartitioned(inChild)) {
          collect(child, childSchema(folder, schema, child), false, found);
        }
      }
    }

    /// Adds the tables of one schema only.
    private void collectSchema(String schema, List<FileTable> found) throws IOException {
      String root = place.location().base().toString();
      Listing listing = place.storage().list(root);
      if (isPartitioned(listing)) {
        if (schema.equals(ROOT_SCHEMA)) {
          partitioned(root, ROOT_SCHEMA).ifPresent(found::add);
        }
        return;
      }
      if (schema.equals(ROOT_SCHEMA)) {
        addTablesOf(listing, schema, found);
      }
      String folder = root;
      for (String part : schema.split("/", -1)) {
        Optional<String> next =
            listing.folders().stream()
                .filter(child -> Storage.lastPart(child).equals(part))
                .findFirst();
        if (next.isEmpty()) {
          return;
        }
        folder = next.get();
        listing = place.storage().list(folder);
        if (isPartitioned(listing) || folderTable(folder, listing, schema).isPresent()) {
          return;
        }
      }
      addTablesOf(listing, schema, found);
    }

    private void addTablesOf(Listing listing, String schema, List<FileTable> found)
        throws IOException {
      addFiles(listing, schema, found);
      for (String child : listing.folders()) {
        folderTable(child, place.storage().list(child), schema).ifPresent(found::add);
      }
    }

    private void addFiles(Listing listing, String schema, List<FileTable> found) {
      for (StoredFile file : dataFiles(listing)) {
        FileFormat format = FileFormat.of(file.name()).orElseThrow();
        found.add(FileTable.of(new TableName(schema, format.baseName(file.name())), format, file));
      }
    }

    private String childSchema(String folder, String schema, String child) {
      boolean isRoot = folder.equals(place.location().base().toString());
      return isRoot ? Storage.lastPart(child) : schema + "/" + Storage.lastPart(child);
    }

    /// The table that a folder is, if it is one.
    private Optional<FileTable> folderTable(String folder, Listing listing, String schema)
        throws IOException {
      if (isPartitioned(listing)) {
        return partitioned(folder, schema);
      }
      List<StoredFile> files = dataFiles(listing);
      EnumSet<FileFormat> formats = formats(files);
      if (!listing.folders().isEmpty() || files.size() < 2 || formats.size() > 1) {
        return Optional.empty();
      }
      FileTable table =
          FileTable.of(
              new TableName(schema, Storage.lastPart(folder)),
              formats.iterator().next(),
              files,
              folder);
      return alike.test(table) ? Optional.of(table) : Optional.empty();
    }

    private Optional<FileTable> partitioned(String folder, String schema) throws IOException {
      List<StoredFile> files = new ArrayList<>();
      addAllFiles(folder, files);
      EnumSet<FileFormat> formats = formats(files);
      if (formats.isEmpty()) {
        return Optional.empty();
      }
      TableName name = new TableName(schema, Storage.lastPart(folder));
      FileTable table = FileTable.partitioned(name, formats.iterator().next(), files, folder);
      return Optional.of(
          formats.size() == 1
              ? table
              : table.withProblem(
                  "the partitions in %s hold files of several formats, %s; one is expected"
                      .formatted(folder, formats)));
    }

    private void addAllFiles(String folder, List<StoredFile> files) throws IOException {
      Listing listing = place.storage().list(folder);
      files.addAll(dataFiles(listing));
      for (String child : listing.folders()) {
        addAllFiles(child, files);
      }
    }

    private List<StoredFile> dataFiles(Listing listing) {
      return listing.files().stream()
          .filter(file -> FileFormat.of(file.name()).isPresent())
          .filter(file -> place.location().contains(file.path()))
          .toList();
    }
  }

  private static boolean isPartitioned(Listing listing) {
    return listing.folders().stream().anyMatch(folder -> Storage.lastPart(folder).indexOf('=') > 0);
  }

  private static EnumSet<FileFormat> formats(List<StoredFile> files) {
    EnumSet<FileFormat> formats = EnumSet.noneOf(FileFormat.class);
    files.forEach(file -> formats.add(FileFormat.of(file.name()).orElseThrow()));
    return formats;
  }
}
