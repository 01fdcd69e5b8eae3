package io.tributary.gateway.planner;

import io.tributary.gateway.error.SqlPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

  /// Changes one table.
  sealed interface Change extends ParsedStatement {
    Name table();
  }

  /// `CREATE TABLE table AS query`.
  ///
  /// @param options what is written in `WITH (…)`, by name in lower case
  record CreateTableAs(
      Name table, IfExists ifExists, Map<String, List<String>> options, String query)
      implements Change {
    public CreateTableAs {
      options = Map.copyOf(options);
    }
  }

  /// `CREATE TABLE table (columns)`.
  ///
  /// @param options what is written in `WITH (…)`, by name in lower case
  record CreateTable(
      Name table,
      IfExists ifExists,
      Map<String, List<String>> options,
      List<ColumnDefinition> columns)
      implements Change {
    public CreateTable {
      options = Map.copyOf(options);
      columns = List.copyOf(columns);
    }
  }

  /// `INSERT INTO table [(columns)] query`.
  ///
  /// @param columns all of the table where empty
  record Insert(Name table, List<Name> columns, String query) implements Change {
    public Insert {
      columns = List.copyOf(columns);
    }
  }

  /// `DROP TABLE [IF EXISTS] table`.
  record DropTable(Name table, boolean ifExists) implements Change {}

  /// `TRUNCATE [TABLE] table`.
  record Truncate(Name table) implements Change {}

  /// `DELETE FROM table [WHERE condition]`.
  ///
  /// @param rows the query that gives what is deleted
  record Delete(Name table, String rows) implements Change {}

  /// `UPDATE table SET column = value, … [WHERE condition]`.
  ///
  /// @param rows the query that gives the new values, in the order of the columns, of the rows that
  ///   get them
  record Update(Name table, List<SetColumn> columns, String rows) implements Change {
    public Update {
      columns = List.copyOf(columns);
    }
  }

  /// A column that gets a value.
  ///
  /// @param parameter where in the query the value stands, if that is a `?` or `$1` and nothing
  ///   else
  record SetColumn(Name name, OptionalInt parameter) {}

  /// What is done where a table is to be made that is there already.
  enum IfExists {
    FAIL,
    SKIP,
    REPLACE
  }

  /// A column that is to be made.
  ///
  /// @param type as it is written
  record ColumnDefinition(Name name, String type, boolean nullable) {}

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
