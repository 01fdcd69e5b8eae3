package io.tributary.gateway.planner;

import com.google.common.collect.Range;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Sarg;
import org.apache.calcite.util.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/// The share of rows that a condition keeps: one value in as many as a column has, and a range's
/// part of all the values, where the sources know these; Calcite's guesses elsewhere.
public final class Selectivities implements MetadataHandler<BuiltInMetadata.Selectivity> {

  private static final double OUTSTANDING = 0.1;

  @Override
  public MetadataDef<BuiltInMetadata.Selectivity> getDef() {
    return BuiltInMetadata.Selectivity.DEF;
  }

  /// Of a condition on a table: Calcite takes conditions on other operators down to here.
  public Double getSelectivity(TableScan scan, RelMetadataQuery mq, @Nullable RexNode condition) {
    return condition == null ? 1.0 : part(SourceTable.of(scan), condition);
  }

  public @Nullable Double getSelectivity(
      SourceBoundary boundary, RelMetadataQuery mq, @Nullable RexNode condition) {
    return mq.getSelectivity(boundary.getInput(), condition);
  }

  public @Nullable Double getSelectivity(
      StandIn leaf, RelMetadataQuery mq, @Nullable RexNode condition) {
    return mq.getSelectivity(leaf.original(), condition);
  }

  /// Of conditions on groups: one on keys is one on the rows, one on totals is there to find the
  /// few that stand out.
  public @Nullable Double getSelectivity(
      Aggregate aggregate, RelMetadataQuery mq, @Nullable RexNode condition) {
    List<Integer> keys = aggregate.getGroupSet().asList();
    var keyColumns = ImmutableBitSet.range(keys.size());
    List<RexNode> onRows = new ArrayList<>();
    double groups = 1;
    for (RexNode part : RelOptUtil.conjunctions(condition)) {
      if (keyColumns.contains(RelOptUtil.InputFinder.bits(part))) {
        onRows.add(RexUtil.apply(Mappings.target(keys::get, keys.size(), width(aggregate)), part));
      } else {
        groups *= OUTSTANDING;
      }
    }
    RexBuilder rex = aggregate.getCluster().getRexBuilder();
    Double rows =
        mq.getSelectivity(aggregate.getInput(), RexUtil.composeConjunction(rex, onRows, true));
    return rows == null ? null : rows * groups;
  }

  private static int width(Aggregate aggregate) {
    return aggregate.getInput().getRowType().getFieldCount();
  }

  private static double part(SourceTable table, RexNode condition) {
    return condition instanceof RexCall call
        ? known(table, call).orElseGet(() -> RelMdUtil.guessSelectivity(call))
        : RelMdUtil.guessSelectivity(condition);
  }

  private static OptionalDouble known(SourceTable table, RexCall call) {
    return switch (call.getKind()) {
      case AND -> {
        double all = 1;
        for (RexNode part : RelOptUtil.conjunctions(call)) {
          all *= part(table, part);
        }
        yield OptionalDouble.of(all);
      }
      case OR -> {
        double none = 1;
        for (RexNode alternative : call.getOperands()) {
          none *= 1 - Math.min(1, part(table, alternative));
        }
        yield OptionalDouble.of(1 - none);
      }
      case IS_NULL -> nulls(table, call);
      case IS_NOT_NULL -> {
        OptionalDouble nulls = nulls(table, call);
        yield nulls.isPresent() ? OptionalDouble.of(1 - nulls.getAsDouble()) : nulls;
      }
      case SEARCH ->
          column(call.getOperands().get(0))
              .map(column -> search(table, column, (RexLiteral) call.getOperands().get(1)))
              .orElse(OptionalDouble.empty());
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(table, call);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble nulls(SourceTable table, RexCall call) {
    return column(call.getOperands().getFirst())
        .flatMap(column -> table.statistics(column.getIndex()))
        .map(ColumnStatistics::nullFraction)
        .orElse(OptionalDouble.empty());
  }

  /// The column that is compared, also where its numbers are cast to numbers.
  private static Optional<RexInputRef> column(RexNode expression) {
    return switch (expression) {
      case RexInputRef column -> Optional.of(column);
      case RexCall cast when cast.isA(SqlKind.CAST) && isNumeric(cast) ->
          column(cast.getOperands().getFirst());
      default -> Optional.empty();
    };
  }

  private static boolean isNumeric(RexCall cast) {
    RelDataType from = cast.getOperands().getFirst().getType();
    return SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(cast.getType());
  }

  private static OptionalDouble comparison(SourceTable table, RexCall call) {
    RexNode one = call.getOperands().get(0);
    RexNode other = call.getOperands().get(1);
    if (call.getKind() == SqlKind.EQUALS && OpenConstant.of(other).isPresent()) {
      return column(one)
          .map(column -> OptionalDouble.of(new ValueShares(table, column.getIndex()).points(1)))
          .orElse(OptionalDouble.empty());
    }
    if (one instanceof RexLiteral literal) {
      return comparison(table, other, call.getKind().reverse(), literal);
    }
    return other instanceof RexLiteral literal
        ? comparison(table, one, call.getKind(), literal)
        : OptionalDouble.empty();
  }

  private static OptionalDouble comparison(
      SourceTable table, RexNode compared, SqlKind kind, RexLiteral literal) {
    Optional<RexInputRef> column = column(compared);
    if (column.isEmpty() || literal.isNull()) {
      return OptionalDouble.empty();
    }
    var values = new ValueShares(table, column.get().getIndex());
    Comparable<?> value = literal.getValue4();
    return switch (kind) {
      case EQUALS -> OptionalDouble.of(values.points(1));
      case NOT_EQUALS -> OptionalDouble.of(values.allBut(1));
      case LESS_THAN, LESS_THAN_OR_EQUAL -> values.between(null, value);
      default -> values.between(value, null);
    };
  }

  private static OptionalDouble search(SourceTable table, RexInputRef column, RexLiteral literal) {
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (sarg == null) {
      return OptionalDouble.empty();
    }
    var values = new ValueShares(table, column.getIndex());
    if (sarg.isComplementedPoints()) {
      return OptionalDouble.of(values.allBut(sarg.rangeSet.complement().asRanges().size()));
    }
    double share = values.points(sarg.pointCount);
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      Comparable<?> from = range.hasLowerBound() ? range.lowerEndpoint() : null;
      Comparable<?> to = range.hasUpperBound() ? range.upperEndpoint() : null;
      if (from == null || !from.equals(to)) {
        OptionalDouble part = values.between(from, to);
        if (part.isEmpty()) {
          return part;
        }
        share += part.getAsDouble();
      }
    }
    return OptionalDouble.of(Math.min(1, share));
  }
}
