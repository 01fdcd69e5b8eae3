package io.tributary.gateway.query;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableDescription;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.metadata.ConstantRows;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SqlTypeNames;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.SourceState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Answers `SHOW` in Trino's columns and `DESCRIBE` in DuckDB's.
final class MetadataStatements {

  private static final List<String> DESCRIPTION =
      List.of("column_name", "column_type", "null", "key", "default", "extra");

  private final Metadata metadata;
  private final Planner planner;

  MetadataStatements(Metadata metadata, Planner planner) {
    this.metadata = metadata;
    this.planner = planner;
  }

  Planned answer(ParsedStatement.AboutMetadata statement, SessionDefaults defaults) {
    return switch (statement) {
      case ParsedStatement.DescribeTable describe -> describe(describe, defaults);
      case ParsedStatement.ShowCatalogs show -> catalogs(show);
      case ParsedStatement.ShowSources show -> sources(show);
      case ParsedStatement.ShowSchemas show -> schemas(show, defaults);
      case ParsedStatement.ShowTables show -> tables(show, defaults);
      case ParsedStatement.ShowColumns show -> columns(show, defaults);
      case ParsedStatement.ShowFunctions show -> functions(show);
    };
  }

  private Planned describe(ParsedStatement.DescribeTable statement, SessionDefaults defaults) {
    TableDescription table = planner.table(statement.table(), defaults).description();
    return Planned.of(
        ConstantRows.ofText(
            DESCRIPTION,
            table.columns().stream()
                .map(column ->
                    row(
                        column.name(),
                        SqlTypeNames.of(column.field()),
                        column.field().isNullable() ? "YES" : "NO",
                        key(column, table),
                        null,
                        column.readAsTextBecause().orElse(null)))
                .toList()));
  }

  /// A query's result, described.
  static ConstantRows described(Schema result) {
    return ConstantRows.ofText(
        DESCRIPTION,
        result.getFields().stream()
            .map(field -> row(field.getName(), SqlTypeNames.of(field), "YES", null, null, null))
            .toList());
  }

  private Planned catalogs(ParsedStatement.ShowCatalogs statement) {
    return show(
        List.of("Catalog"),
        metadata.sources().stream().map(source -> row(source.getName())),
        statement.like());
  }

  private Planned sources(ParsedStatement.ShowSources statement) {
    return show(
        List.of("Source", "Connector", "State", "Failure"),
        metadata.sources().stream()
            .map(source ->
                row(
                    source.getName(),
                    source.getConnector(),
                    source.getState() == SourceState.SOURCE_STATE_FAILED ? "FAILED" : "READY",
                    source.getFailure().isEmpty() ? null : source.getFailure())),
        statement.like());
  }

  private Planned schemas(ParsedStatement.ShowSchemas statement, SessionDefaults defaults) {
    SqlPosition position = statement.source().map(Name::position).orElse(statement.position());
    String source =
        statement
            .source()
            .map(name -> only(name, "SHOW SCHEMAS FROM source"))
            .or(defaults::source)
            .orElseThrow(() -> incomplete("SHOW SCHEMAS FROM source", position));
    List<String> schemas = at(position, () -> metadata.schemas(source));
    return show(List.of("Schema"), schemas.stream().map(schema -> row(schema)), statement.like());
  }

  private Planned tables(ParsedStatement.ShowTables statement, SessionDefaults defaults) {
    String form = "SHOW TABLES FROM source.schema";
    SqlPosition position = statement.schema().map(Name::position).orElse(statement.position());
    List<String> parts = statement.schema().map(Name::parts).orElse(List.of());
    if (parts.size() > 2) {
      throw new GatewayException(
          ErrorCode.SCHEMA_NOT_FOUND,
          "schema name %s has %d parts; write %s"
              .formatted(String.join(".", parts), parts.size(), form),
          position);
    }
    String source =
        parts.size() == 2
            ? parts.getFirst()
            : defaults.source().orElseThrow(() -> incomplete(form, position));
    String schema =
        parts.isEmpty()
            ? defaults.schema().orElseThrow(() -> incomplete(form, position))
            : parts.getLast();
    var tables = at(position, () -> metadata.tables(source, Optional.of(schema)));
    return show(
        List.of("Table"),
        tables.stream().map(table -> row(table.getRef().getTable())),
        statement.like());
  }

  private Planned columns(ParsedStatement.ShowColumns statement, SessionDefaults defaults) {
    TableMetadata table = planner.table(statement.table(), defaults);
    return show(
        List.of("Column", "Type", "Extra", "Comment"),
        table.description().columns().stream()
            .map(column ->
                row(
                    column.name(),
                    SqlTypeNames.of(column.field()),
                    column.readAsTextBecause().orElse(""),
                    column.comment())),
        statement.like());
  }

  /// DuckDB describes its functions; the planner knows which of them may be called.
  private Planned functions(ParsedStatement.ShowFunctions statement) {
    String known =
        planner.functionNames().stream()
            .map(MetadataStatements::literal)
            .collect(Collectors.joining(", "));
    String functions =
        """
        (SELECT DISTINCT function_name AS "Function", coalesce(return_type, '') AS "Return Type",
           array_to_string(parameter_types, ', ') AS "Argument Types",
           function_type AS "Function Type", stability = 'CONSISTENT' AS "Deterministic",
           coalesce(description, '') AS "Description"
         FROM duckdb_functions()
         WHERE function_type IN ('scalar', 'aggregate', 'window') AND function_name IN (%s))\
        """
            .formatted(known);
    List<String> columns =
        List.of(
            "Function",
            "Return Type",
            "Argument Types",
            "Function Type",
            "Deterministic",
            "Description");
    String like =
        statement.like().map(pattern -> " WHERE \"Function\" LIKE " + literal(pattern)).orElse("");
    return Planned.inDuckDb(
        "SELECT * FROM %s%s ORDER BY 1, 3, 2".formatted(functions, like), columns);
  }

  private static Planned show(
      List<String> columns, Stream<List<@Nullable String>> rows, Optional<String> like) {
    return Planned.of(ConstantRows.ofText(columns, rows.toList()), like);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String only(Name name, String form) {
    if (name.parts().size() != 1) {
      throw new GatewayException(
          ErrorCode.SOURCE_NOT_FOUND,
          "source name %s has %d parts; write %s".formatted(name, name.parts().size(), form),
          name.position());
    }
    return name.parts().getFirst();
  }

  private static GatewayException incomplete(String form, SqlPosition position) {
    return new GatewayException(
        ErrorCode.INVALID_ARGUMENT,
        "the session has no default for what is not named: write " + form,
        position);
  }

  private static <T> T at(SqlPosition position, Supplier<T> lookUp) {
    try {
      return lookUp.get();
    } catch (GatewayException e) {
      throw new GatewayException(e.code(), String.valueOf(e.getMessage()), position);
    }
  }

  private static @Nullable String key(ColumnDescription column, TableDescription table) {
    return table.keys().stream()
        .filter(key -> key.columns().contains(column.name()))
        .map(key -> key.primary() ? "PRI" : "UNI")
        .min(String::compareTo)
        .orElse(null);
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }
}
