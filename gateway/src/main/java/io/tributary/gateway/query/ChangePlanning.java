package io.tributary.gateway.query;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.execution.Assignment;
import io.tributary.gateway.execution.Assignments;
import io.tributary.gateway.execution.Change;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SqlTypeNames;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.ParsedStatement;
import io.tributary.gateway.planner.ParsedStatement.ColumnDefinition;
import io.tributary.gateway.planner.ParsedStatement.IfExists;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.ParsedStatement.SetColumn;
import io.tributary.gateway.planner.PlannedUpdate;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.TableSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans statements that change a table. Names are looked up in the catalog; what a table is now,
/// its source is asked.
final class ChangePlanning {
  private static final Logger LOG = LoggerFactory.getLogger(ChangePlanning.class);

  private final Metadata metadata;
  private final Planner planner;
  private final ResultCache results;

  ChangePlanning(Metadata metadata, Planner planner, ResultCache results) {
    this.metadata = metadata;
    this.planner = planner;
    this.results = results;
  }

  /// Rows that a change writes.
  ///
  /// @param result their schema
  record Rows(Optional<Planned> query, Schema result) {}

  /// Plans a query within a statement.
  interface Queries {
    Rows plan(String query);

    /// To be taken as it is, and not to be run.
    OptimizedPlan optimize(String query);

    /// A query that gives an `UPDATE` its values.
    PlannedUpdate update(String query);

    /// To be run.
    Rows rows(OptimizedPlan plan);

    /// The types of a query's parameters.
    Schema parametersOf(String query);
  }

  PlannedChange plan(ParsedStatement.Change statement, SessionDefaults defaults, Queries queries) {
    try {
      return switch (statement) {
        case ParsedStatement.CreateTableAs create -> {
          Target target = newTable(create.table(), defaults);
          yield exists(target, create.ifExists())
              ? PlannedChange.NOTHING
              : create(
                  target,
                  create.ifExists(),
                  create.options(),
                  queries.plan(create.query()),
                  Map.of());
        }
        case ParsedStatement.CreateTable create -> {
          Target target = newTable(create.table(), defaults);
          yield exists(target, create.ifExists())
              ? PlannedChange.NOTHING
              : create(
                  target,
                  create.ifExists(),
                  create.options(),
                  new Rows(Optional.empty(), schema(create.columns(), queries)),
                  Map.of());
        }
        case ParsedStatement.Insert insert ->
            insert(table(insert.table(), defaults), insert.columns(), queries.plan(insert.query()));
        case ParsedStatement.DropTable drop -> drop(drop, defaults);
        case ParsedStatement.Delete delete ->
            delete(table(delete.table(), defaults), () -> queries.optimize(delete.rows()));
        case ParsedStatement.Update update ->
            update(
                table(update.table(), defaults),
                update.columns().stream().map(SetColumn::name).toList(),
                () -> queries.update(update.rows()),
                queries::rows);
        case ParsedStatement.Truncate truncate -> truncate(table(truncate.table(), defaults));
      };
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  /// Plans the writing of rows that a client sends. Those for a table that is there are matched
  /// with its columns by name.
  ///
  /// @param rows their schema
  PlannedChange plan(IngestRequest request, Schema rows) {
    Name name = new Name(request.table(), new SqlPosition(1, 1));
    Rows sent = new Rows(Optional.empty(), rows);
    return withoutPlace(() -> {
      Target target = newTable(name, request.defaults());
      if (target.known().isEmpty() && !request.make()) {
        throw new GatewayException(
            ErrorCode.TABLE_NOT_FOUND,
            "table %s does not exist, and is not to be made".formatted(target.fullName()));
      }
      IfExists ifExists =
          request.ifExists() == IngestRequest.IfExists.REPLACE ? IfExists.REPLACE : IfExists.FAIL;
      if (target.known().isPresent() && request.ifExists() == IngestRequest.IfExists.APPEND) {
        List<Name> columns =
            rows.getFields().stream()
                .map(field -> new Name(List.of(field.getName()), name.position()))
                .toList();
        return insert(target, columns, sent);
      }
      if (exists(target, ifExists)) {
        throw new IllegalStateException("neither skipped nor refused");
      }
      return create(target, ifExists, request.options(), sent, Map.of());
    });
  }

  /// Plans what has no SQL that an error could have a place in.
  static PlannedChange withoutPlace(Supplier<PlannedChange> planning) {
    try {
      return planning.get();
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    } catch (GatewayException e) {
      String place = e.position().map(position -> position + ": ").orElse("");
      throw new GatewayException(
          e.code(), String.valueOf(e.getMessage()).substring(place.length()), e);
    }
  }

  /// Plans an `INSERT` of parameters, all rows of them at once.
  ///
  /// @param rows their schema
  PlannedChange plan(ParsedStatement.Insert insert, SessionDefaults defaults, Schema rows) {
    try {
      return insert(
          table(insert.table(), defaults), insert.columns(), new Rows(Optional.empty(), rows));
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  /// One field for each `?` of a statement: where it stands alone for a column, the column's. What
  /// others in the query of an `INSERT` are to be is not known, so that they are text.
  Schema parameters(ParsedStatement.Change statement, SessionDefaults defaults, Queries queries) {
    try {
      return switch (statement) {
        case ParsedStatement.Insert insert -> {
          Target target = table(insert.table(), defaults);
          List<Name> names = insert.columns();
          List<Field> columns =
              (names.isEmpty()
                      ? target.description().columns().stream()
                      : names.stream().map(name -> column(name, target)))
                  .map(ColumnDescription::field)
                  .toList();
          yield new Schema(ValuesParameters.fields(insert.query(), columns));
        }
        case ParsedStatement.Update update ->
            queries.parametersOf(UpdatePlanning.typed(update, table(update.table(), defaults)));
        case ParsedStatement.Delete delete -> queries.parametersOf(delete.rows());
        case ParsedStatement.CreateTableAs _,
            ParsedStatement.CreateTable _,
            ParsedStatement.DropTable _,
            ParsedStatement.Truncate _ ->
            new Schema(List.of());
      };
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    }
  }

  /// A table that is to be changed.
  ///
  /// @param known what it is now; empty where it is to be made
  record Target(
      Source open, TableName name, Optional<TableDescription> known, SqlPosition position) {

    SourceWriter writer() {
      return open.writer();
    }

    String fullName() {
      return open.name() + "." + name;
    }

    TableDescription description() {
      return known.orElseThrow();
    }
  }

  Target table(Name name, SessionDefaults defaults) {
    var found = planner.table(name, defaults);
    found.source().writer();
    TableName table = new TableName(found.id().schema(), found.id().table());
    TableDescription now =
        found
            .source()
            .describe(table)
            .orElseThrow(() ->
                new GatewayException(
                    ErrorCode.TABLE_NOT_FOUND,
                    "table %s does not exist any more".formatted(found.id()),
                    name.position()));
    return new Target(found.source(), table, Optional.of(now), name.position());
  }

  Target newTable(Name name, SessionDefaults defaults) {
    List<String> parts = planner.fullName(name, defaults);
    return at(
        name.position(),
        () -> {
          Source source = metadata.source(parts.get(0));
          source.writer();
          String schema = schema(source, parts.get(1));
          TableName asked = new TableName(schema, parts.get(2));
          Optional<TableDescription> now = now(source, asked);
          TableName table = now.map(TableDescription::name).orElse(asked);
          return new Target(source, table, now, name.position());
        });
  }

  /// The table of exactly this name, else the one whose name differs in nothing but case. What is
  /// listed may be gone by now, and what is there not be listed yet: the source itself tells.
  private Optional<TableDescription> now(Source source, TableName asked) {
    Optional<TableDescription> exact = source.describe(asked);
    if (exact.isPresent()) {
      return exact;
    }
    Map<String, TableDescription> alike = new HashMap<>();
    for (TableSummary listed : metadata.tables(source.name(), Optional.of(asked.schema()))) {
      String table = listed.getRef().getTable();
      if (table.equalsIgnoreCase(asked.table())) {
        source
            .describe(new TableName(asked.schema(), table))
            .ifPresent(now -> alike.put(table, now));
      }
    }
    return onlyOne("table", asked.table(), alike.keySet()).map(alike::get);
  }

  private String schema(Source source, String asked) {
    List<String> schemas = metadata.schemas(source.name());
    return schemas.contains(asked)
        ? asked
        : onlyOne("schema", asked, schemas.stream().filter(asked::equalsIgnoreCase).toList())
            .orElseThrow(() ->
                new GatewayException(
                    ErrorCode.SCHEMA_NOT_FOUND,
                    "schema \"%s\" does not exist in source %s%s"
                        .formatted(asked, source.name(), NearestNames.suggestion(asked, schemas))));
  }

  /// @param alike names that differ from the one asked for in nothing but case
  private static Optional<String> onlyOne(String what, String asked, Collection<String> alike) {
    if (alike.size() > 1) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s \"%s\" is ambiguous: it may be %s; write it exactly"
              .formatted(what, asked, alike.stream().sorted().collect(Collectors.joining(", "))));
    }
    return alike.stream().findFirst();
  }

  static boolean exists(Target target, IfExists ifExists) {
    if (target.known().isEmpty()) {
      return false;
    }
    return switch (ifExists) {
      case SKIP -> true;
      case REPLACE -> {
        refuseViews(target);
        yield false;
      }
      case FAIL ->
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT,
              "table %s exists already: write IF NOT EXISTS, OR REPLACE, or INSERT INTO"
                  .formatted(target.fullName()),
              target.position());
    };
  }

  private static void refuseViews(Target target) {
    if (target.description().kind() == TableKind.VIEW) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "%s is a view: only tables are changed here".formatted(target.fullName()),
          target.position());
    }
  }

  /// @param maxLengths the most characters that texts may have, by the names of their columns
  PlannedChange create(
      Target target,
      IfExists ifExists,
      Map<String, List<String>> options,
      Rows rows,
      Map<String, Integer> maxLengths) {
    Set<String> names = new HashSet<>();
    for (Field field : rows.result().getFields()) {
      if (!names.add(field.getName().toLowerCase(Locale.ROOT))) {
        throw new GatewayException(
            ErrorCode.INVALID_ARGUMENT,
            "table %s cannot have two columns named %s: give one another name with AS"
                .formatted(target.fullName(), field.getName()),
            target.position());
      }
    }
    List<ColumnDescription> columns =
        target.writer().columnsFor(rows.result().getFields(), maxLengths);
    var change =
        new TableChange.Create(target.name(), columns, ifExists == IfExists.REPLACE, options);
    return planned(target, change, columns, rows);
  }

  PlannedChange insert(Target target, List<Name> names, Rows rows) {
    refuseViews(target);
    List<ColumnDescription> all = target.description().columns();
    List<ColumnDescription> columns = names.isEmpty() ? all : columns(names, target);
    int given = rows.result().getFields().size();
    if (given != columns.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "%d values are given for %d columns of %s: %s"
              .formatted(
                  given,
                  columns.size(),
                  target.fullName(),
                  columns.stream().map(ColumnDescription::name).collect(Collectors.joining(", "))),
          target.position());
    }
    return planned(target, new TableChange.Append(target.name(), columns), columns, rows);
  }

  /// The columns of these names, each once.
  static List<ColumnDescription> columns(List<Name> names, Target target) {
    List<ColumnDescription> columns = names.stream().map(name -> column(name, target)).toList();
    Set<String> distinct =
        columns.stream().map(ColumnDescription::name).collect(Collectors.toSet());
    if (distinct.size() < columns.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "a column is named twice", names.getFirst().position());
    }
    return columns;
  }

  private static ColumnDescription column(Name name, Target target) {
    List<ColumnDescription> columns = target.description().columns();
    String asked = name.parts().getFirst();
    return columns.stream()
        .filter(column -> column.name().equals(asked))
        .findFirst()
        .or(() ->
            columns.stream().filter(column -> column.name().equalsIgnoreCase(asked)).findFirst())
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.COLUMN_NOT_FOUND,
                "column \"%s\" does not exist in %s%s"
                    .formatted(
                        asked,
                        target.fullName(),
                        NearestNames.suggestion(
                            asked, columns.stream().map(ColumnDescription::name).toList())),
                name.position()));
  }

  private PlannedChange drop(ParsedStatement.DropTable drop, SessionDefaults defaults) {
    Target target;
    try {
      target = table(drop.table(), defaults);
    } catch (GatewayException e) {
      if (drop.ifExists() && e.code() == ErrorCode.TABLE_NOT_FOUND) {
        return PlannedChange.NOTHING;
      }
      throw e;
    }
    return drop(target);
  }

  PlannedChange drop(Target target) {
    return simple(target, new TableChange.Drop(target.name()));
  }

  PlannedChange truncate(Target target) {
    return simple(target, new TableChange.Truncate(target.name()));
  }

  PlannedChange delete(Target target, Supplier<OptimizedPlan> rows) {
    refuseViews(target);
    return inPlace(target, UpdatePlanning.delete(target, rows));
  }

  /// @param columns that get values
  /// @param run for the values that are constants
  PlannedChange update(
      Target target,
      List<Name> columns,
      Supplier<PlannedUpdate> values,
      Function<OptimizedPlan, Rows> run) {
    refuseViews(target);
    return inPlace(target, UpdatePlanning.update(target, columns, values, run));
  }

  private PlannedChange inPlace(Target target, Optional<UpdatePlanning.RowsChanged> changed) {
    return changed
        .map(rows -> planned(target, rows.change(), rows.columns(), rows.rows()))
        .orElse(PlannedChange.NOTHING);
  }

  private PlannedChange simple(Target target, TableChange change) {
    refuseViews(target);
    return planned(target, change, List.of(), new Rows(Optional.empty(), new Schema(List.of())));
  }

  private PlannedChange planned(
      Target target, TableChange change, List<ColumnDescription> columns, Rows rows) {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Field from = rows.result().getFields().get(i);
      Field to = columns.get(i).field();
      assignments.add(Assignments.of(from, to).orElseThrow(() -> mismatch(from, to, target)));
    }
    Source source = target.open();
    var made =
        new Change(
            target.fullName(),
            target.writer(),
            change,
            columns,
            assignments,
            () -> refresh(source));
    return new PlannedChange(Optional.of(target.open()), Optional.of(made), rows.query());
  }

  static GatewayException mismatch(Field from, Field to, Target target) {
    return new GatewayException(
        ErrorCode.TYPE_MISMATCH,
        "column %s of %s is %s and is given %s: write CAST(… AS %s)"
            .formatted(
                to.getName(),
                target.fullName(),
                SqlTypeNames.of(to),
                SqlTypeNames.of(from),
                SqlTypeNames.of(to)),
        target.position());
  }

  /// The change is done, whatever becomes of this.
  private void refresh(Source source) {
    results.invalidate(source);
    try {
      metadata.refresh(source.name());
    } catch (GatewayException e) {
      LOG.warn("what is known of source {} is older than its last change", source.name(), e);
    }
  }

  /// As a query would give them.
  private static Schema schema(List<ColumnDefinition> columns, Queries queries) {
    List<Field> fields = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      Field typed =
          at(
              column.name().position(),
              () ->
                  queries
                      .plan("SELECT CAST(NULL AS %s)".formatted(column.type()))
                      .result()
                      .getFields()
                      .getFirst());
      fields.add(
          new Field(
              column.name().parts().getFirst(),
              new FieldType(column.nullable(), typed.getType(), null),
              typed.getChildren()));
    }
    return new Schema(fields);
  }

  private static <T> T at(SqlPosition position, Supplier<T> lookUp) {
    try {
      return lookUp.get();
    } catch (GatewayException e) {
      throw new GatewayException(e.code(), String.valueOf(e.getMessage()), position);
    }
  }
}
