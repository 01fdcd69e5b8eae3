package io.tributary.gateway.query;

import com.google.protobuf.ByteString;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.ParsedStatement.IfExists;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.PlannedUpdate;
import io.tributary.gateway.query.ChangePlanning.Rows;
import io.tributary.gateway.query.ChangePlanning.Target;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Change;
import io.tributary.v1.ColumnValue;
import io.tributary.v1.CreateTable;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Plans changes that engines with plans of their own want, as those of SQL are planned.
final class StructuredChanges {

  /// There is no SQL that anything could have a place in.
  private static final SqlPosition NOWHERE = new SqlPosition(1, 1);

  private final ChangePlanning changes;

  StructuredChanges(ChangePlanning changes) {
    this.changes = changes;
  }

  /// Plans relations within a change.
  interface Relations {
    Rows plan(Relation relation);

    /// To be taken as it is, and not to be run.
    OptimizedPlan optimize(Relation relation);

    /// @param rows with all columns that get values
    PlannedUpdate update(Relation rows, List<ColumnValue> values);

    /// To be run.
    Rows rows(OptimizedPlan plan);
  }

  PlannedChange plan(Change change, Relations relations) {
    TableRef table = change.getTable();
    return ChangePlanning.withoutPlace(() ->
        switch (change.getKindCase()) {
          case CREATE -> create(table, change.getCreate(), relations);
          case DROP -> changes.drop(target(table));
          case TRUNCATE -> changes.truncate(target(table));
          case INSERT ->
              changes.insert(
                  target(table),
                  names(change.getInsert().getColumnsList()),
                  relations.plan(change.getInsert().getRows()));
          case DELETE -> {
            TableScan.Builder rows =
                table(table)
                    .addAllDomains(change.getDelete().getDomainsList())
                    .addAllConditions(change.getDelete().getConditionsList());
            yield changes.delete(target(table), () -> relations.optimize(relation(rows)));
          }
          case UPDATE -> {
            List<ColumnValue> values = change.getUpdate().getValuesList();
            List<String> columns = values.stream().map(ColumnValue::getColumn).toList();
            TableScan.Builder rows =
                table(table)
                    .addAllDomains(change.getUpdate().getDomainsList())
                    .addAllConditions(change.getUpdate().getConditionsList())
                    .addAllColumns(columns);
            yield changes.update(
                target(table),
                names(columns),
                () -> relations.update(relation(rows), values),
                relations::rows);
          }
          case APPEND, STATEMENT ->
              throw new IllegalArgumentException("rows that are sent and SQL are planned as such");
          case KIND_NOT_SET ->
              throw new GatewayException(
                  ErrorCode.INVALID_ARGUMENT, "a change has no kind that is known here");
        });
  }

  /// @param rows the schema of those that are sent
  PlannedChange append(TableRef table, Schema rows) {
    List<String> columns = rows.getFields().stream().map(field -> field.getName()).toList();
    return ChangePlanning.withoutPlace(
        () -> changes.insert(target(table), names(columns), new Rows(Optional.empty(), rows)));
  }

  private PlannedChange create(TableRef table, CreateTable create, Relations relations) {
    Rows rows =
        create.hasRows()
            ? relations.plan(create.getRows())
            : new Rows(Optional.empty(), schema(create.getArrowSchema()));
    Target target = changes.newTable(name(table), SessionDefaults.NONE);
    if (ChangePlanning.exists(target, IfExists.FAIL)) {
      throw new IllegalStateException("neither made nor refused");
    }
    create.getMaxLengthsMap().forEach((name, length) -> checkLength(rows.result(), name, length));
    return changes.create(target, IfExists.FAIL, Map.of(), rows, create.getMaxLengthsMap());
  }

  private static void checkLength(Schema rows, String name, int length) {
    boolean isText =
        rows.getFields().stream()
            .anyMatch(
                field -> field.getName().equals(name) && field.getType() instanceof ArrowType.Utf8);
    if (!isText || length < 0) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "a new table has a greatest length of %d for %s: give one of 0 or more, and of a column that is a text"
              .formatted(length, name));
    }
  }

  private static Schema schema(ByteString message) {
    try {
      return Schema.deserializeMessage(message.asReadOnlyByteBuffer());
    } catch (RuntimeException e) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the columns of a new table are no Arrow schema", e);
    }
  }

  private Target target(TableRef table) {
    return changes.table(name(table), SessionDefaults.NONE);
  }

  private static Name name(TableRef table) {
    return new Name(List.of(table.getSource(), table.getSchema(), table.getTable()), NOWHERE);
  }

  private static List<Name> names(List<String> columns) {
    return columns.stream().map(column -> new Name(List.of(column), NOWHERE)).toList();
  }

  private static TableScan.Builder table(TableRef table) {
    return TableScan.newBuilder().setTable(table);
  }

  private static Relation relation(TableScan.Builder rows) {
    return Relation.newBuilder().setScan(rows).build();
  }
}
