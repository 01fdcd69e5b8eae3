package io.tributary.gateway.planner;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.type.ArrowTypes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.ImmutableBitSet;

/// A table of a source, as the planner sees it.
public final class SourceTable extends AbstractTable implements TranslatableTable {

  /// Assumed where a source does not know.
  private static final double UNKNOWN_ROW_COUNT = 10_000;

  private final TableMetadata metadata;

  SourceTable(TableMetadata metadata) {
    this.metadata = metadata;
  }

  /// The table behind a scan.
  public static SourceTable of(TableScan scan) {
    SourceTable table = scan.getTable().unwrap(SourceTable.class);
    if (table == null) {
      throw new GatewayException(
          ErrorCode.NOT_SUPPORTED,
          "recursive queries (WITH RECURSIVE) are not supported: %s refers to itself"
              .formatted(scan.getTable().getQualifiedName().getLast()));
    }
    return table;
  }

  public TableMetadata metadata() {
    return metadata;
  }

  public boolean knowsRowCount() {
    return metadata.statistics().rowCount().isPresent();
  }

  public double rowCount() {
    return Math.max(1, metadata.statistics().rowCount().orElse(UNKNOWN_ROW_COUNT));
  }

  /// Estimated distinct values of a column, NULL not counted.
  double distinctCount(int column) {
    OptionalDouble distinct =
        statistics(column).map(ColumnStatistics::distinctCount).orElse(OptionalDouble.empty());
    return Math.clamp(distinct.orElse(rowCount() / 10), 1, rowCount());
  }

  /// Estimated distinct values of the column that another column's values are taken from.
  public static double distinctCount(RelColumnOrigin origin) {
    return Objects.requireNonNull(origin.getOriginTable().unwrap(SourceTable.class))
        .distinctCount(origin.getOriginColumnOrdinal());
  }

  /// What is known of a column.
  Optional<ColumnStatistics> statistics(int column) {
    String name = metadata.description().columns().get(column).name();
    return Optional.ofNullable(metadata.statistics().columns().get(name));
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (Field field : metadata.description().arrowSchema().getFields()) {
      row.add(field.getName(), ArrowTypes.toCalcite(types, field));
    }
    return row.build();
  }

  /// NULLs are all different to a source's key, and all the same to DISTINCT and GROUP BY: a key
  /// that may hold them tells nothing here.
  @Override
  public Statistic getStatistic() {
    List<ColumnDescription> columns = metadata.description().columns();
    List<String> names = columns.stream().map(ColumnDescription::name).toList();
    List<ImmutableBitSet> keys =
        metadata.description().keys().stream()
            .map(key -> ImmutableBitSet.of(key.columns().stream().map(names::indexOf).toList()))
            .filter(key ->
                key.asList().stream().noneMatch(column -> columns.get(column).field().isNullable()))
            .toList();
    return Statistics.of(rowCount(), keys);
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return LogicalTableScan.create(context.getCluster(), table, context.getTableHints());
  }
}
