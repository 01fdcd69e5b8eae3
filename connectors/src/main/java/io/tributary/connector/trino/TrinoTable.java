package io.tributary.connector.trino;

import io.tributary.connector.TableName;
import io.tributary.connector.jdbc.QuotedName;
import java.util.Optional;

/// A table's name in three parts.
record TrinoTable(String catalog, String schema, String table) {

  /// What a source without a catalog of its own puts between catalog and schema. No catalog has it
  /// in its name; schemas may.
  static final char SEPARATOR = '.';

  /// @param catalog of the source; without one schemas are called `CATALOG.SCHEMA`
  /// @return empty where the name has no catalog
  static Optional<TrinoTable> of(TableName name, Optional<String> catalog) {
    if (catalog.isPresent()) {
      return Optional.of(new TrinoTable(catalog.get(), name.schema(), name.table()));
    }
    int end = name.schema().indexOf(SEPARATOR);
    return end < 0
        ? Optional.empty()
        : Optional.of(
            new TrinoTable(
                name.schema().substring(0, end), name.schema().substring(end + 1), name.table()));
  }

  /// As SQL has it.
  String quoted() {
    return QuotedName.of(catalog) + "." + QuotedName.of(schema) + "." + QuotedName.of(table);
  }
}
