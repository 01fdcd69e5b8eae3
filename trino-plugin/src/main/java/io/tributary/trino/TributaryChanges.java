package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;

import com.google.protobuf.ByteString;
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
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.expression.Constant;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Schema;
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
    create(catalog.newTable(table.getTable()), schema(table));
    catalog.forget(table.getTable());
  }

  private void create(TableRef table, Schema columns) {
    gateway.change(
        Change.newBuilder()
            .setTable(table)
            .setCreate(
                CreateTable.newBuilder()
                    .setArrowSchema(ByteString.copyFrom(columns.serializeAsMessage())))
            .build());
  }

  private static Schema schema(ConnectorTableMetadata table) {
    if (table.getComment().isPresent()) {
      throw new TrinoException(
          NOT_SUPPORTED, "This connector does not support creating tables with table comment");
    }
    List<String> names = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    List<Boolean> nullable = new ArrayList<>();
    for (ColumnMetadata column : table.getColumns()) {
      if (column.getComment().isPresent()) {
        throw new TrinoException(
            NOT_SUPPORTED, "This connector does not support creating tables with column comment");
      }
      if (column.getType() instanceof UuidType) {
        // Sources would be told of text.
        throw ArrowTypes.unsupported(column.getType());
      }
      names.add(column.getName());
      types.add(column.getType());
      nullable.add(column.isNullable());
    }
    return ArrowTypes.schema(names, types, nullable);
  }

  void drop(TributaryTableHandle table) {
    drop(table.table());
    catalog.forget(table.name());
  }

  private void drop(TableRef table) {
    gateway.change(
        Change.newBuilder().setTable(table).setDrop(DropTable.getDefaultInstance()).build());
  }

  void truncate(TributaryTableHandle table) {
    gateway.change(change(table).setTruncate(TruncateTable.getDefaultInstance()).build());
    catalog.forget(table.name());
  }

  private static Change.Builder change(TributaryTableHandle table) {
    return Change.newBuilder().setTable(table.table());
  }

  TributaryWriteHandle beginCreate(ConnectorTableMetadata table) {
    Schema columns = schema(table);
    TributaryWriteHandle handle =
        begin(
            table.getTable(),
            catalog.newTable(table.getTable()),
            columns.getFields().stream().map(field -> field.getName()).toList(),
            table.getColumns().stream().map(ColumnMetadata::getType).toList());
    create(handle.stagingTable(), columns);
    return handle;
  }

  TributaryWriteHandle beginInsert(TributaryTableHandle table, List<ColumnHandle> columns) {
    List<TributaryColumnHandle> given =
        columns.stream().map(TributaryColumnHandle.class::cast).toList();
    List<String> names = given.stream().map(TributaryColumnHandle::name).toList();
    List<Type> types = given.stream().map(TributaryColumnHandle::type).toList();
    Schema schema = ArrowTypes.schema(names, types);
    TributaryWriteHandle handle = begin(table.name(), table.table(), names, types);
    create(handle.stagingTable(), schema);
    return handle;
  }

  private TributaryWriteHandle begin(
      SchemaTableName name, TableRef target, List<String> columns, List<Type> types) {
    String beside = "tributary_" + UUID.randomUUID().toString().replace("-", "");
    TableRef table = target.toBuilder().setTable(beside).build();
    staging.add(table);
    return TributaryWriteHandle.of(name, target, table, columns, types);
  }

  void finishCreate(TributaryWriteHandle handle) {
    finish(handle, Change.newBuilder().setCreate(CreateTable.newBuilder().setRows(staged(handle))));
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
    catalog.forget(handle.name());
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
    } catch (TrinoException e) {
      LOG.warn(
          "Table {}.{} of source {} was for rows on their way, and could not be dropped: {}",
          table.getSchema(),
          table.getTable(),
          table.getSource(),
          e.getRawMessage());
    }
    staging.remove(table);
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
