package io.tributary.trino;

import io.tributary.v1.Change;
import io.tributary.v1.ColumnValue;
import io.tributary.v1.CreateTable;
import io.tributary.v1.DeleteRows;
import io.tributary.v1.DropTable;
import io.tributary.v1.InsertRows;
import io.tributary.v1.Relation;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import io.tributary.v1.TruncateTable;
import io.tributary.v1.UpdateRows;
import io.tributary.v1.Value;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.expression.Constant;
import io.trino.spi.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one statement of Trino's changes. Rows come from many writers, each a change of its own at
/// the gateway, so that they are brought to a table beside the one that they are meant for, and
/// then taken from there at once.
final class TributaryChanges {

  private static final Logger LOG = LoggerFactory.getLogger(TributaryChanges.class);

  private final GatewayClient gateway;
  private final GatewayCatalog catalog;
  private final Set<TableRef> staging = ConcurrentHashMap.newKeySet();

  TributaryChanges(GatewayClient gateway, GatewayCatalog catalog) {
    this.gateway = gateway;
    this.catalog = catalog;
  }

  void create(ConnectorTableMetadata table) {
    TableRef created = catalog.newTable(table.getTable());
    create(created, NewColumns.of(table).message());
    catalog.forget(table.getTable(), created);
  }

  private void create(TableRef table, CreateTable.Builder create) {
    gateway.change(Change.newBuilder().setTable(table).setCreate(create).build());
  }

  void drop(TributaryTableHandle table) {
    drop(table.table());
    catalog.forget(table.name(), table.table());
  }

  private void drop(TableRef table) {
    gateway.change(
        Change.newBuilder().setTable(table).setDrop(DropTable.getDefaultInstance()).build());
  }

  void truncate(TributaryTableHandle table) {
    gateway.change(change(table).setTruncate(TruncateTable.getDefaultInstance()).build());
    catalog.forget(table.name(), table.table());
  }

  private static Change.Builder change(TributaryTableHandle table) {
    return Change.newBuilder().setTable(table.table());
  }

  TributaryWriteHandle beginCreate(ConnectorTableMetadata table) {
    return begin(table.getTable(), catalog.newTable(table.getTable()), NewColumns.of(table));
  }

  TributaryWriteHandle beginInsert(TributaryTableHandle table, List<ColumnHandle> columns) {
    List<TributaryColumnHandle> given =
        columns.stream().map(TributaryColumnHandle.class::cast).toList();
    List<String> names = given.stream().map(TributaryColumnHandle::name).toList();
    List<Type> types = given.stream().map(TributaryColumnHandle::type).toList();
    return begin(table.name(), table.table(), NewColumns.of(names, types));
  }

  private TributaryWriteHandle begin(SchemaTableName name, TableRef target, NewColumns columns) {
    CreateTable.Builder create = columns.message();
    String beside = "tributary_" + UUID.randomUUID().toString().replace("-", "");
    TableRef table = target.toBuilder().setTable(beside).build();
    staging.add(table);
    create(table, create);
    return TributaryWriteHandle.of(name, target, table, columns.names(), columns.types());
  }

  void finishCreate(TributaryWriteHandle handle) {
    finish(
        handle,
        Change.newBuilder()
            .setCreate(
                CreateTable.newBuilder()
                    .setRows(staged(handle))
                    .putAllMaxLengths(
                        NewColumns.of(handle.columns(), handle.types()).maxLengths())));
  }

  void finishInsert(TributaryWriteHandle handle) {
    finish(
        handle,
        Change.newBuilder()
            .setInsert(
                InsertRows.newBuilder().addAllColumns(handle.columns()).setRows(staged(handle))));
  }

  private void finish(TributaryWriteHandle handle, Change.Builder change) {
    gateway.change(change.setTable(handle.targetTable()).build());
    discard(handle.stagingTable());
    catalog.forget(handle.name(), handle.targetTable());
  }

  private static Relation staged(TributaryWriteHandle handle) {
    return Relation.newBuilder()
        .setScan(
            TableScan.newBuilder().setTable(handle.stagingTable()).addAllColumns(handle.columns()))
        .build();
  }

  /// Without what was brought and not taken.
  void rollBack() {
    staging.forEach(this::discard);
  }

  private void discard(TableRef table) {
    try {
      drop(table);
      staging.remove(table);
    } catch (TrinoException e) {
      LOG.warn(
          "Table {}.{} of source {} was for rows on their way, and could not be dropped: {}",
          table.getSchema(),
          table.getTable(),
          table.getSource(),
          e.getRawMessage());
    }
  }

  /// How many rows are gone.
  long delete(TributaryTableHandle rows) {
    return rows.constraint().isNone()
        ? 0
        : gateway.change(
            change(rows)
                .setDelete(
                    DeleteRows.newBuilder()
                        .addAllDomains(CarriedPredicate.toProto(rows.constraint()))
                        .addAllConditions(rows.expressions()))
                .build());
  }

  /// Values for columns; empty where one has no exact form for the gateway.
  static Optional<UpdateRows> values(
      TributaryTableHandle rows, Map<ColumnHandle, Constant> assignments) {
    UpdateRows.Builder update =
        UpdateRows.newBuilder()
            .addAllDomains(CarriedPredicate.toProto(rows.constraint()))
            .addAllConditions(rows.expressions());
    for (Map.Entry<ColumnHandle, Constant> assignment : assignments.entrySet()) {
      Constant constant = assignment.getValue();
      Optional<Value> value =
          constant.getValue() == null
              ? Optional.of(Value.newBuilder().setNullValue(true).build())
              : GatewayValues.of(constant.getType(), constant.getValue());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      update.addValues(
          ColumnValue.newBuilder()
              .setColumn(((TributaryColumnHandle) assignment.getKey()).name())
              .setValue(value.get()));
    }
    return Optional.of(update.build());
  }

  /// How many rows have got the values.
  long update(TributaryUpdateHandle update) {
    return gateway.change(change(update.rows()).setUpdate(update.update()).build());
  }
}
