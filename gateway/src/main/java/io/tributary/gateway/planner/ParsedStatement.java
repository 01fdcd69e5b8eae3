package io.tributary.gateway.planner;

import io.tributary.gateway.error.SqlPosition;
import java.util.List;
import java.util.Optional;

/// A statement by its kind. Queries within stay text: places in them are places in the statement.
public sealed interface ParsedStatement {

  /// A query to be run.
  record Query(String sql) implements ParsedStatement {}

  /// `EXPLAIN [ANALYZE] query`.
  record Explain(String query, boolean analyze, ExplainFormat format) implements ParsedStatement {}

  /// `DESCRIBE query`.
  record DescribeQuery(String query) implements ParsedStatement {}

  /// Asks what there is.
  sealed interface AboutMetadata extends ParsedStatement {}

  /// `DESCRIBE table`.
  record DescribeTable(Name table) implements AboutMetadata {}

  /// `SHOW CATALOGS`, names alone as other engines give them.
  record ShowCatalogs(Optional<String> like) implements AboutMetadata {}

  /// `SHOW SOURCES`, with connectors and states.
  record ShowSources(Optional<String> like) implements AboutMetadata {}

  /// `SHOW SCHEMAS [FROM source]`.
  record ShowSchemas(Optional<Name> source, Optional<String> like, SqlPosition position)
      implements AboutMetadata {}

  /// `SHOW TABLES [FROM source.schema]`.
  record ShowTables(Optional<Name> schema, Optional<String> like, SqlPosition position)
      implements AboutMetadata {}

  /// `SHOW COLUMNS FROM table`.
  record ShowColumns(Name table, Optional<String> like) implements AboutMetadata {}

  /// `SHOW FUNCTIONS`.
  record ShowFunctions(Optional<String> like) implements AboutMetadata {}

  /// How a plan is written.
  enum ExplainFormat {
    TEXT,
    JSON
  }

  /// A name and where it stands.
  record Name(List<String> parts, SqlPosition position) {
    public Name {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return String.join(".", parts);
    }
  }
}
