package io.tributary.gateway.metadata;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableDescription;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All tables as those of one Trino cluster, which reads them from their sources. They keep their
/// names, columns, types and statistics.
public final class TablesInTrino extends ForwardingMetadata {

  private final TrinoEngine engine;

  /// @param tables at their sources, Trino's among them
  public TablesInTrino(Metadata tables, TrinoEngine engine) {
    super(tables);
    this.engine = engine;
  }

  /// @throws GatewayException NOT_SUPPORTED where Trino does not have the table, or has a column of
  ///   it in another type
  @Override
  public TableMetadata table(String source, String schema, String table) {
    TableMetadata own = super.table(source, schema, table);
    return own.id().source().equals(engine.source()) ? own : inTrino(own);
  }

  /// @throws GatewayException NOT_SUPPORTED where it is not in Trino's own SQL
  @Override
  public TableMetadata query(NativeQuery query) {
    TableMetadata found = super.query(query);
    if (!found.id().source().equals(engine.source())) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "engine=trino: a query in the own SQL of source %s runs there and not in Trino; use another engine"
              .formatted(found.id().source()));
    }
    return found;
  }

  private TableMetadata inTrino(TableMetadata own) {
    TableMetadata found = find(own.id());
    Map<String, ColumnDescription> columns =
        found.description().columns().stream()
            .collect(
                Collectors.toMap(column -> lower(column.name()), Function.identity(), (a, _) -> a));
    List<ColumnDescription> read = new ArrayList<>();
    for (ColumnDescription column : own.description().columns()) {
      read.add(inTrino(own.id(), column, Optional.ofNullable(columns.get(lower(column.name())))));
    }
    TableDescription description = own.description();
    return new TableMetadata(
        found.id(),
        found.source(),
        new TableDescription(
            description.name(),
            description.kind(),
            description.comment(),
            read,
            description.keys(),
            description.foreignKeys()),
        own.statistics());
  }

  private TableMetadata find(TableId own) {
    refuseHidden(own);
    try {
      return super.table(engine.source(), engine.schemaOf(own), lower(own.table()));
    } catch (GatewayException e) {
      if (e.code() != ErrorCode.TABLE_NOT_FOUND && e.code() != ErrorCode.SCHEMA_NOT_FOUND) {
        throw e;
      }
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "engine=trino: Trino has no %s.%s for %s; add a catalog for source %s there, or name the one that it has in trino.catalogs"
              .formatted(engine.schemaOf(own), lower(own.table()), own, own.source()),
          e);
    }
  }

  /// Of names that differ in case only Trino has one: the one that is all lower case, else
  /// whichever it finds first.
  private void refuseHidden(TableId own) {
    if (!isFoundInLowerCase(own)) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "engine=trino: another name differs from %s in case only, and Trino does not tell them apart; use another engine"
              .formatted(own));
    }
  }

  private boolean isFoundInLowerCase(TableId own) {
    try {
      return super.table(own.source(), lower(own.schema()), lower(own.table())).id().equals(own);
    } catch (GatewayException e) {
      if (e.code() != ErrorCode.TABLE_NOT_FOUND
          && e.code() != ErrorCode.SCHEMA_NOT_FOUND
          && e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw e;
      }
      return false;
    }
  }

  /// The column, made text in Trino's way if it is read as text.
  private static ColumnDescription inTrino(
      TableId table, ColumnDescription own, Optional<ColumnDescription> found) {
    return found
        .filter(column -> column.field().getType().equals(own.field().getType()))
        .map(column ->
            new ColumnDescription(
                own.field(),
                column.sourceType(),
                own.readAsTextBecause().or(column::readAsTextBecause),
                own.comment()))
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.NOT_SUPPORTED,
                "engine=trino: column %s of %s is %s, and %s; use another engine, or a view without it"
                    .formatted(
                        own.name(),
                        table,
                        own.sourceType(),
                        found
                            .map(column -> "in Trino " + column.sourceType())
                            .orElse("Trino does not have it"))));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
