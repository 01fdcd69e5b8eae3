package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;
import static io.trino.spi.type.VarcharType.VARCHAR;
import static io.trino.spi.type.VarcharType.createVarcharType;

import io.tributary.v1.Column;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.statistics.ColumnStatistics;
import io.trino.spi.statistics.Estimate;
import io.trino.spi.statistics.TableStatistics;
import io.trino.spi.type.Type;
import io.trino.spi.type.UuidType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table as the gateway describes it, in Trino's types.
///
/// @param ref as the gateway spells it
/// @param comment the source's own, or empty
/// @param columns in the table's order; same order as `columnMetadata`
/// @param columnMetadata what Trino shows of each column
/// @param statistics what is known without reading
record GatewayTable(
    TableRef ref,
    Optional<String> comment,
    List<TributaryColumnHandle> columns,
    List<ColumnMetadata> columnMetadata,
    TableStatistics statistics) {

  /// Fixed-length text: most sources ignore trailing spaces when they compare it, Trino does not.
  private static final Pattern PADDED_TEXT =
      Pattern.compile("(bp|n)?char(\\W.*)?|(national )?character(?! varying)(\\W.*)?");

  GatewayTable {
    columns = List.copyOf(columns);
    columnMetadata = List.copyOf(columnMetadata);
  }

  /// @throws TrinoException if the table has a column that Trino has no type for, or two that only
  ///   differ in case: no column is ever left out
  static GatewayTable of(Table table, ArrowTypes types) {
    String name = qualifiedName(table.getRef());
    List<Field> fields = arrowSchema(table).getFields();
    if (fields.size() != table.getColumnsCount()) {
      throw new TrinoException(
          TributaryErrorCode.TRIBUTARY_GATEWAY_FAILED,
          "The gateway describes %d columns of %s and the types of %d"
              .formatted(table.getColumnsCount(), name, fields.size()));
    }

    Map<String, TributaryColumnHandle> byTrinoName = new LinkedHashMap<>();
    List<ColumnMetadata> metadata = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      TributaryColumnHandle handle = handle(table.getColumns(i), fields.get(i), types, name);
      ColumnMetadata shown = metadata(table.getColumns(i), handle);
      TributaryColumnHandle twin = byTrinoName.put(shown.getName(), handle);
      if (twin != null) {
        throw new TrinoException(
            NOT_SUPPORTED,
            "%s has the columns %s and %s, which Trino cannot tell apart: give one of them another"
                    .formatted(name, twin.name(), handle.name())
                + " name, or read the table through a view that does");
      }
      metadata.add(shown);
    }
    List<TributaryColumnHandle> handles = List.copyOf(byTrinoName.values());
    return new GatewayTable(
        table.getRef(),
        nonEmpty(table.getComment()),
        handles,
        metadata,
        statistics(table, handles));
  }

  private static TributaryColumnHandle handle(
      Column column, Field field, ArrowTypes types, String table) {
    boolean comparable =
        column.getReadAsTextBecause().isEmpty()
            && !PADDED_TEXT.matcher(column.getSourceType().toLowerCase(Locale.ROOT)).matches();
    return new TributaryColumnHandle(
        field.getName(), type(column, field, types, table), comparable);
  }

  /// What the gateway has no type for comes as text, which Trino may have one for. Where the source
  /// itself has text, its type is but a name.
  private static Type type(Column column, Field field, ArrowTypes types, String table) {
    if (!column.getReadAsTextBecause().isEmpty()
        && column.getSourceType().equalsIgnoreCase("uuid")) {
      return UuidType.UUID;
    }
    Type type = types.trinoType(field, table);
    return type.equals(VARCHAR) && column.hasMaxLength()
        ? createVarcharType(column.getMaxLength())
        : type;
  }

  private static ColumnMetadata metadata(Column column, TributaryColumnHandle handle) {
    return ColumnMetadata.builder()
        .setName(handle.name())
        .setType(handle.type())
        .setNullable(column.getNullable())
        .setComment(nonEmpty(column.getComment()))
        .setExtraInfo(nonEmpty(column.getReadAsTextBecause()))
        .build();
  }

  private static Schema arrowSchema(Table table) {
    try (ReadChannel channel =
        new ReadChannel(
            Channels.newChannel(new ByteArrayInputStream(table.getArrowSchema().toByteArray())))) {
      return MessageSerializer.deserializeSchema(channel);
    } catch (IOException error) {
      throw new TrinoException(
          TributaryErrorCode.TRIBUTARY_GATEWAY_FAILED,
          "The gateway's Arrow schema of %s is broken".formatted(qualifiedName(table.getRef())),
          error);
    }
  }

  /// Of the columns that rows of the table have, be it by other names.
  TableStatistics statistics(TributaryTableHandle rows) {
    Map<String, ColumnStatistics> known = new LinkedHashMap<>();
    statistics
        .getColumnStatistics()
        .forEach((column, of) -> known.put(((TributaryColumnHandle) column).name(), of));
    TableStatistics.Builder all = TableStatistics.builder().setRowCount(statistics.getRowCount());
    for (TributaryColumnHandle column : rows.columns()) {
      rows.nameInTable(column).map(known::get).ifPresent(of -> all.setColumnStatistics(column, of));
    }
    return all.build();
  }

  private static TableStatistics statistics(Table table, List<TributaryColumnHandle> handles) {
    TableStatistics.Builder statistics = TableStatistics.builder();
    if (table.hasRowCount()) {
      statistics.setRowCount(Estimate.of(table.getRowCount()));
    }
    Map<String, TributaryColumnHandle> byName = new LinkedHashMap<>();
    handles.forEach(handle -> byName.put(handle.name(), handle));
    for (io.tributary.v1.ColumnStatistics known : table.getStatisticsList()) {
      TributaryColumnHandle handle = byName.get(known.getColumn());
      if (handle != null) {
        statistics.setColumnStatistics(handle, columnStatistics(known));
      }
    }
    return statistics.build();
  }

  private static ColumnStatistics columnStatistics(io.tributary.v1.ColumnStatistics known) {
    ColumnStatistics.Builder statistics = ColumnStatistics.builder();
    if (known.hasDistinctCount()) {
      statistics.setDistinctValuesCount(Estimate.of(known.getDistinctCount()));
    }
    if (known.hasNullFraction()) {
      statistics.setNullsFraction(Estimate.of(known.getNullFraction()));
    }
    return statistics.build();
  }

  private static String qualifiedName(TableRef ref) {
    return ref.getSource() + "." + ref.getSchema() + "." + ref.getTable();
  }

  private static Optional<String> nonEmpty(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
