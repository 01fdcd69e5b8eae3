package io.tributary.gateway.planner;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Estimates from the sources' own statistics. Calcite's join estimate ignores distinct values,
/// which is off by orders of magnitude, and guesses what a condition keeps; these handlers replace
/// both.
final class PlanStatistics {

  private static final JaninoRelMetadataProvider PROVIDER =
      JaninoRelMetadataProvider.of(
          ChainedRelMetadataProvider.of(
              List.of(
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new JoinRowCount(), BuiltInMetadata.RowCount.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new ScanDistinctRowCount(), BuiltInMetadata.DistinctRowCount.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new AggregateKeys(), BuiltInMetadata.ColumnUniqueness.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new Selectivities(), BuiltInMetadata.Selectivity.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new PlanPredicates(), BuiltInMetadata.Predicates.Handler.class),
                  ReflectiveRelMetadataProvider.reflectiveSource(
                      new LeafColumnOrigins(), BuiltInMetadata.ColumnOrigin.Handler.class),
                  DefaultRelMetadataProvider.INSTANCE)));

  private static final int TEXT_BYTES = 24;

  private PlanStatistics() {}

  /// Makes a cluster, on this thread, estimate with these handlers.
  static void install(RelOptCluster cluster) {
    RelMetadataQueryBase.THREAD_PROVIDERS.set(PROVIDER);
    cluster.setMetadataProvider(PROVIDER);
    cluster.setMetadataQuerySupplier(RelMetadataQuery::instance);
    cluster.invalidateMetadataQuery();
  }

  /// Estimated bytes of one row in Arrow.
  static double rowBytes(RelDataType rowType) {
    double bytes = 0;
    for (RelDataTypeField field : rowType.getFieldList()) {
      bytes +=
          switch (field.getType().getSqlTypeName()) {
            case BOOLEAN, TINYINT, UTINYINT -> 1;
            case SMALLINT, USMALLINT -> 2;
            case INTEGER, UINTEGER, REAL, FLOAT, DATE -> 4;
            case DECIMAL, UUID -> 16;
            case CHAR, VARCHAR, BINARY, VARBINARY -> TEXT_BYTES;
            case ARRAY, MULTISET, MAP, ROW, ANY, VARIANT -> 4.0 * TEXT_BYTES;
            default -> 8;
          };
    }
    return bytes;
  }

  /// Rows of a join: both sides' product, over the larger number of distinct keys.
  public static final class JoinRowCount implements MetadataHandler<BuiltInMetadata.RowCount> {
    @Override
    public MetadataDef<BuiltInMetadata.RowCount> getDef() {
      return BuiltInMetadata.RowCount.DEF;
    }

    public @Nullable Double getRowCount(Join join, RelMetadataQuery mq) {
      Double leftRows = mq.getRowCount(join.getLeft());
      Double rightRows = mq.getRowCount(join.getRight());
      if (leftRows == null || rightRows == null) {
        return null;
      }
      double left = leftRows;
      double right = rightRows;
      double matches = left * right * selectivity(join, mq, left, right);
      double rows =
          switch (join.getJoinType()) {
            case INNER, ASOF -> matches;
            case LEFT, LEFT_ASOF, LEFT_MARK -> Math.max(left, matches);
            case RIGHT -> Math.max(right, matches);
            case FULL -> Math.max(left + right, matches);
            case SEMI -> Math.min(left, matches);
            case ANTI -> left - Math.min(left, matches);
          };
      return Math.max(1, rows);
    }

    private static double selectivity(Join join, RelMetadataQuery mq, double left, double right) {
      JoinInfo keys = join.analyzeCondition();
      double selectivity = 1;
      if (!keys.leftKeys.isEmpty()) {
        Double leftDistinct =
            mq.getDistinctRowCount(join.getLeft(), ImmutableBitSet.of(keys.leftKeys), null);
        Double rightDistinct =
            mq.getDistinctRowCount(join.getRight(), ImmutableBitSet.of(keys.rightKeys), null);
        double distinct =
            Math.max(
                leftDistinct == null ? left / 10 : leftDistinct,
                rightDistinct == null ? right / 10 : rightDistinct);
        selectivity = 1 / Math.max(1, distinct);
      }
      for (RexNode condition : keys.nonEquiConditions) {
        selectivity *= RelMdUtil.guessSelectivity(condition);
      }
      return selectivity;
    }
  }

  /// Which columns of an aggregate no two rows have alike. Calcite takes the least and greatest of
  /// several columns for values of one row.
  public static final class AggregateKeys
      implements MetadataHandler<BuiltInMetadata.ColumnUniqueness> {
    @Override
    public MetadataDef<BuiltInMetadata.ColumnUniqueness> getDef() {
      return BuiltInMetadata.ColumnUniqueness.DEF;
    }

    public @Nullable Boolean areColumnsUnique(
        Aggregate aggregate, RelMetadataQuery mq, ImmutableBitSet columns, boolean ignoreNulls) {
      if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
        return false;
      }
      ImmutableBitSet groups = ImmutableBitSet.range(aggregate.getGroupCount());
      if (columns.contains(groups)) {
        return true;
      }
      List<Integer> grouped =
          columns.intersect(groups).asList().stream().map(aggregate.getGroupSet()::nth).toList();
      return mq.areColumnsUnique(aggregate.getInput(), ImmutableBitSet.of(grouped), ignoreNulls);
    }
  }

  /// Distinct values of columns of a table.
  public static final class ScanDistinctRowCount
      implements MetadataHandler<BuiltInMetadata.DistinctRowCount> {
    @Override
    public MetadataDef<BuiltInMetadata.DistinctRowCount> getDef() {
      return BuiltInMetadata.DistinctRowCount.DEF;
    }

    public Double getDistinctRowCount(
        TableScan scan, RelMetadataQuery mq, ImmutableBitSet columns, @Nullable RexNode predicate) {
      SourceTable table = SourceTable.of(scan);
      double distinct = 1;
      for (int column : columns) {
        distinct *= table.distinctCount(column);
      }
      distinct = Math.min(distinct, table.rowCount());
      if (predicate == null) {
        return distinct;
      }
      Double kept = mq.getSelectivity(scan, predicate);
      double rows = table.rowCount() * (kept == null ? 1 : kept);
      return Math.max(1, RelMdUtil.numDistinctVals(distinct, rows));
    }

    public @Nullable Double getDistinctRowCount(
        SourceBoundary boundary,
        RelMetadataQuery mq,
        ImmutableBitSet columns,
        @Nullable RexNode predicate) {
      return mq.getDistinctRowCount(boundary.getInput(), columns, predicate);
    }

    public @Nullable Double getDistinctRowCount(
        StandIn leaf, RelMetadataQuery mq, ImmutableBitSet columns, @Nullable RexNode predicate) {
      return mq.getDistinctRowCount(leaf.original(), columns, predicate);
    }
  }

  /// Which columns of tables the columns of this product's own operators are.
  public static final class LeafColumnOrigins
      implements MetadataHandler<BuiltInMetadata.ColumnOrigin> {
    @Override
    public MetadataDef<BuiltInMetadata.ColumnOrigin> getDef() {
      return BuiltInMetadata.ColumnOrigin.DEF;
    }

    public @Nullable Set<RelColumnOrigin> getColumnOrigins(
        SourceBoundary boundary, RelMetadataQuery mq, int column) {
      return mq.getColumnOrigins(boundary.getInput(), column);
    }

    public @Nullable Set<RelColumnOrigin> getColumnOrigins(
        StandIn leaf, RelMetadataQuery mq, int column) {
      return mq.getColumnOrigins(leaf.original(), column);
    }
  }
}
