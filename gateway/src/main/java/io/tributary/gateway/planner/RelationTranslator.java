package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.v1.Aggregate;
import io.tributary.v1.AggregateFunction;
import io.tributary.v1.Aggregation;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.ColumnValue;
import io.tributary.v1.ComputedColumn;
import io.tributary.v1.DecimalType;
import io.tributary.v1.Expression;
import io.tributary.v1.Join;
import io.tributary.v1.JoinType;
import io.tributary.v1.Projection;
import io.tributary.v1.Relation;
import io.tributary.v1.Sort;
import io.tributary.v1.SortKey;
import io.tributary.v1.SqlQuery;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/// A structured plan as relational operators.
final class RelationTranslator {

  /// Of decimals.
  private static final int MOST_DIGITS = 38;

  private final RelBuilder builder;
  private final DuckDbFunctions functions;
  private final DomainConditions conditions;
  private final ExpressionTranslator expressions;
  private final Map<TableRef, TableMetadata> tables;

  /// @param tables by the names that the plan has for them
  RelationTranslator(
      RelBuilder builder, Map<TableRef, TableMetadata> tables, DuckDbFunctions functions) {
    this.builder = builder;
    this.functions = functions;
    this.conditions = new DomainConditions(builder);
    this.expressions = new ExpressionTranslator(builder, functions, this::column);
    this.tables = Map.copyOf(tables);
  }

  /// The query that a plan reads; empty where it reads tables.
  static Optional<SqlQuery> query(Relation relation) {
    return switch (relation.getOperatorCase()) {
      case QUERY -> Optional.of(relation.getQuery());
      case FILTER -> query(relation.getFilter().getInput());
      case PROJECTION -> query(relation.getProjection().getInput());
      case AGGREGATION -> query(relation.getAggregation().getInput());
      case SORT -> query(relation.getSort().getInput());
      case SCAN, JOIN -> Optional.empty();
      case OPERATOR_NOT_SET -> throw invalid("a relation of the plan has no operator");
    };
  }

  /// The tables that a plan reads.
  static Stream<TableRef> tables(Relation relation) {
    return switch (relation.getOperatorCase()) {
      case SCAN -> Stream.of(relation.getScan().getTable());
      case QUERY -> throw invalid("a query of the plan has others beside it");
      case FILTER -> tables(relation.getFilter().getInput());
      case PROJECTION -> tables(relation.getProjection().getInput());
      case AGGREGATION -> tables(relation.getAggregation().getInput());
      case SORT -> tables(relation.getSort().getInput());
      case JOIN ->
          Stream.concat(
              tables(relation.getJoin().getLeft()), tables(relation.getJoin().getRight()));
      case OPERATOR_NOT_SET -> throw invalid("a relation of the plan has no operator");
    };
  }

  RelNode translate(Relation relation) {
    push(relation);
    return builder.build();
  }

  /// The values that an update gives to the rows that it is about.
  RelNode translate(Relation rows, List<ColumnValue> values) {
    push(rows);
    List<RexNode> constants = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (ColumnValue value : values) {
      RexNode column = column(value.getColumn());
      constants.add(conditions.literal(value.getValue(), column, value.getColumn()));
      names.add(value.getColumn());
    }
    builder.project(constants, names, true);
    return builder.build();
  }

  private void push(Relation relation) {
    switch (relation.getOperatorCase()) {
      case SCAN -> scan(relation.getScan());
      case QUERY -> {
        // The one query is there from the start.
      }
      case FILTER -> {
        push(relation.getFilter().getInput());
        filter(relation.getFilter().getDomainsList(), relation.getFilter().getConditionsList());
      }
      case PROJECTION -> {
        Projection projection = relation.getProjection();
        push(projection.getInput());
        project(projection.getColumnsList(), projection.getComputedList());
      }
      case AGGREGATION -> {
        push(relation.getAggregation().getInput());
        aggregate(relation.getAggregation());
      }
      case SORT -> {
        push(relation.getSort().getInput());
        sort(relation.getSort());
      }
      case JOIN -> {
        push(relation.getJoin().getLeft());
        push(relation.getJoin().getRight());
        join(relation.getJoin());
      }
      case OPERATOR_NOT_SET -> throw invalid("a relation of the plan has no operator");
    }
  }

  private void scan(TableScan scan) {
    TableId id = Objects.requireNonNull(tables.get(scan.getTable())).id();
    builder.scan(id.source(), id.schema(), id.table());
    filter(scan.getDomainsList(), scan.getConditionsList());
    if (scan.hasLimit()) {
      builder.limit(0, count(scan.getLimit()));
    }
    project(scan.getColumnsList(), List.of());
  }

  private void filter(List<ColumnDomain> domains, List<Expression> others) {
    builder.filter(
        Stream.concat(
                domains.stream().map(conditions::condition),
                others.stream().map(expressions::condition))
            .toList());
  }

  private void project(List<String> columns, List<ComputedColumn> computed) {
    if (columns.isEmpty() && computed.isEmpty()) {
      // Arrow cannot carry rows without columns through every step.
      builder.project(List.of(builder.literal(true)), List.of("row"), true);
    } else {
      List<String> names =
          Stream.concat(columns.stream(), computed.stream().map(ComputedColumn::getName)).toList();
      refuseTwins(names, "a projection");
      Stream<RexNode> values =
          Stream.concat(columns.stream().map(this::column), computed.stream().map(this::computed));
      builder.project(values.toList(), names, true);
    }
  }

  private RexNode computed(ComputedColumn column) {
    RexNode operand = expressions.operand(column.getExpression());
    if (!column.hasDecimal()) {
      return operand;
    }
    RexNode value = expressions.number(operand);
    DecimalType type = column.getDecimal();
    if (value.getType().getSqlTypeName() != SqlTypeName.DECIMAL
        || type.getPrecision() < Math.max(1, type.getScale())
        || type.getPrecision() > MOST_DIGITS
        || type.getScale() < 0) {
      throw invalid(
          "column %s of the plan is %s and cannot be DECIMAL(%d, %d)"
              .formatted(
                  column.getName(),
                  value.getType().getFullTypeString(),
                  type.getPrecision(),
                  type.getScale()));
    }
    RelDataTypeFactory types = builder.getTypeFactory();
    return builder
        .getRexBuilder()
        .ensureType(
            types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DECIMAL, type.getPrecision(), type.getScale()),
                value.getType().isNullable()),
            value,
            true);
  }

  private void aggregate(Aggregation aggregation) {
    List<String> keys = aggregation.getKeysList();
    List<Aggregate> aggregates = aggregation.getAggregatesList();
    if (keys.isEmpty() && aggregates.isEmpty()) {
      throw invalid("an aggregation of the plan has neither keys nor aggregates");
    }
    List<String> names =
        Stream.concat(keys.stream(), aggregates.stream().map(Aggregate::getName)).toList();
    refuseTwins(names, "an aggregation");
    List<AggCall> calls = new ArrayList<>(aggregates.stream().map(this::call).toList());
    aggregates.stream().filter(this::isMaximumOfNumbers).map(this::ofNumbers).forEach(calls::add);
    List<RelDataType> types = aggregates.stream().map(this::type).toList();
    builder.aggregate(builder.groupKey(keys.stream().map(this::column).toList()), calls);

    List<RexNode> columns = new ArrayList<>(keys.stream().map(this::column).toList());
    for (int i = 0; i < aggregates.size(); i++) {
      RexNode computed = computed(aggregates.get(i));
      RelDataType type =
          builder
              .getTypeFactory()
              .createTypeWithNullability(types.get(i), computed.getType().isNullable());
      columns.add(builder.getRexBuilder().ensureType(type, computed, true));
    }
    builder.project(columns, names, true);
  }

  static void refuseTwins(List<String> columns, String operator) {
    Set<String> names = new HashSet<>();
    for (String name : columns) {
      if (!names.add(name)) {
        throw invalid("%s of the plan has two columns %s".formatted(operator, name));
      }
    }
  }

  private AggCall call(Aggregate aggregate) {
    AggCall call =
        switch (aggregate.getFunction()) {
          case AGGREGATE_FUNCTION_COUNT ->
              aggregate.hasColumn()
                  ? builder.count(column(aggregate.getColumn()))
                  : builder.countStar(null);
          case AGGREGATE_FUNCTION_SUM -> builder.sum(number(aggregate));
          case AGGREGATE_FUNCTION_AVG -> builder.avg(number(aggregate));
          case AGGREGATE_FUNCTION_MIN -> builder.min(argument(aggregate));
          case AGGREGATE_FUNCTION_MAX -> builder.max(argument(aggregate));
          case AGGREGATE_FUNCTION_STDDEV_SAMP -> ofOne(SqlStdOperatorTable.STDDEV_SAMP, aggregate);
          case AGGREGATE_FUNCTION_STDDEV_POP -> ofOne(SqlStdOperatorTable.STDDEV_POP, aggregate);
          case AGGREGATE_FUNCTION_VAR_SAMP -> ofOne(SqlStdOperatorTable.VAR_SAMP, aggregate);
          case AGGREGATE_FUNCTION_VAR_POP -> ofOne(SqlStdOperatorTable.VAR_POP, aggregate);
          case AGGREGATE_FUNCTION_COVAR_SAMP -> ofTwo(SqlStdOperatorTable.COVAR_SAMP, aggregate);
          case AGGREGATE_FUNCTION_COVAR_POP -> ofTwo(SqlStdOperatorTable.COVAR_POP, aggregate);
          case AGGREGATE_FUNCTION_CORR -> ofTwo(functions.aggregate("corr"), aggregate);
          case AGGREGATE_FUNCTION_REGR_SLOPE -> ofTwo(functions.aggregate("regr_slope"), aggregate);
          case AGGREGATE_FUNCTION_REGR_INTERCEPT ->
              ofTwo(functions.aggregate("regr_intercept"), aggregate);
          case AGGREGATE_FUNCTION_UNSPECIFIED, UNRECOGNIZED ->
              throw invalid(
                  "aggregate %s of the plan has no function that is known here"
                      .formatted(aggregate.getName()));
        };
    return call.distinct(aggregate.getDistinct() && aggregate.hasColumn()).as(aggregate.getName());
  }

  private AggCall ofOne(SqlAggFunction function, Aggregate aggregate) {
    return builder.aggregateCall(function, inDouble(aggregate, argument(aggregate)));
  }

  private AggCall ofTwo(SqlAggFunction function, Aggregate aggregate) {
    if (!aggregate.hasOtherColumn()) {
      throw invalid(
          "aggregate %s of the plan has one column of two".formatted(aggregate.getName()));
    }
    return builder.aggregateCall(
        function,
        inDouble(aggregate, argument(aggregate)),
        inDouble(aggregate, column(aggregate.getOtherColumn())));
  }

  private RexNode inDouble(Aggregate aggregate, RexNode argument) {
    if (!SqlTypeName.APPROX_TYPES.contains(argument.getType().getSqlTypeName())) {
      throw noSuch("such aggregate", aggregate, argument.getType());
    }
    return builder
        .getRexBuilder()
        .ensureType(builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE), argument, true);
  }

  /// NaN is above all numbers, and yet no maximum of them.
  private boolean isMaximumOfNumbers(Aggregate aggregate) {
    return aggregate.getFunction() == AggregateFunction.AGGREGATE_FUNCTION_MAX
        && SqlTypeName.APPROX_TYPES.contains(argument(aggregate).getType().getSqlTypeName());
  }

  private AggCall ofNumbers(Aggregate aggregate) {
    return builder.max(orNull(argument(aggregate))).as(nameOfNumbers(aggregate));
  }

  private static String nameOfNumbers(Aggregate aggregate) {
    return aggregate.getName() + " of numbers";
  }

  /// NULL for NaN.
  private RexNode orNull(RexNode number) {
    RexNode nan =
        builder
            .getRexBuilder()
            .makeAbstractCast(
                builder.getTypeFactory().createTypeWithNullability(number.getType(), false),
                builder.literal("NaN"),
                false);
    return builder.call(
        SqlStdOperatorTable.CASE,
        builder.equals(number, nan),
        builder.getRexBuilder().makeNullLiteral(number.getType()),
        number);
  }

  private RexNode computed(Aggregate aggregate) {
    RexNode computed = column(aggregate.getName());
    return switch (aggregate.getFunction()) {
      case AGGREGATE_FUNCTION_MAX ->
          builder.peek().getRowType().getFieldNames().contains(nameOfNumbers(aggregate))
              ? builder.call(
                  SqlStdOperatorTable.COALESCE, column(nameOfNumbers(aggregate)), computed)
              : computed;
      case AGGREGATE_FUNCTION_CORR,
          AGGREGATE_FUNCTION_REGR_SLOPE,
          AGGREGATE_FUNCTION_REGR_INTERCEPT ->
          orNull(computed);
      default -> computed;
    };
  }

  /// What the plan is promised, where the gateway's own SQL gives something else.
  private RelDataType type(Aggregate aggregate) {
    return switch (aggregate.getFunction()) {
      case AGGREGATE_FUNCTION_COUNT -> builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
      case AGGREGATE_FUNCTION_SUM -> sumType(aggregate);
      case AGGREGATE_FUNCTION_AVG -> averageType(aggregate);
      case AGGREGATE_FUNCTION_STDDEV_SAMP,
          AGGREGATE_FUNCTION_STDDEV_POP,
          AGGREGATE_FUNCTION_VAR_SAMP,
          AGGREGATE_FUNCTION_VAR_POP,
          AGGREGATE_FUNCTION_COVAR_SAMP,
          AGGREGATE_FUNCTION_COVAR_POP,
          AGGREGATE_FUNCTION_CORR,
          AGGREGATE_FUNCTION_REGR_SLOPE,
          AGGREGATE_FUNCTION_REGR_INTERCEPT ->
          argument(aggregate).getType();
      default -> argument(aggregate).getType();
    };
  }

  private RelDataType sumType(Aggregate aggregate) {
    RelDataType argument = number(aggregate).getType();
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
      case DECIMAL ->
          builder
              .getTypeFactory()
              .getTypeSystem()
              .deriveSumType(builder.getTypeFactory(), argument);
      case REAL, FLOAT, DOUBLE -> argument;
      default -> throw noSuch("sum", aggregate, argument);
    };
  }

  private RelDataType averageType(Aggregate aggregate) {
    RelDataType argument = number(aggregate).getType();
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DOUBLE ->
          builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
      case REAL, FLOAT -> argument;
      default -> throw noSuch("average", aggregate, argument);
    };
  }

  private static GatewayException noSuch(String what, Aggregate aggregate, RelDataType argument) {
    return invalid(
        "column %s is %s, of which there is no %s"
            .formatted(aggregate.getColumn(), argument.getFullTypeString(), what));
  }

  private RexNode number(Aggregate aggregate) {
    return expressions.number(argument(aggregate));
  }

  private RexNode argument(Aggregate aggregate) {
    if (!aggregate.hasColumn()) {
      throw invalid("aggregate %s of the plan has no column".formatted(aggregate.getName()));
    }
    return column(aggregate.getColumn());
  }

  private void sort(Sort sort) {
    List<RexNode> keys = sort.getKeysList().stream().map(this::key).toList();
    builder.sortLimit(0, sort.hasLimit() ? count(sort.getLimit()) : -1, keys);
  }

  private RexNode key(SortKey key) {
    RexNode column = column(key.getColumn());
    RexNode directed = key.getDescending() ? builder.desc(column) : column;
    return key.getNullsFirst() ? builder.nullsFirst(directed) : builder.nullsLast(directed);
  }

  private void join(Join join) {
    List<String> names = join.getColumnsList();
    List<RexInputRef> columns =
        Stream.concat(columns(join.getLeft(), 0), columns(join.getRight(), 1)).toList();
    if (names.size() != columns.size()) {
      throw invalid(
          "a join of the plan has %d columns and names for %d"
              .formatted(columns.size(), names.size()));
    }
    refuseTwins(names, "a join");
    var joined =
        new ExpressionTranslator(builder, functions, name -> columns.get(index(names, name)));
    builder.join(
        joinType(join.getType()),
        join.getConditionsList().stream().map(joined::condition).toList());
    if (names.isEmpty()) {
      project(List.of(), List.of());
    } else {
      List<Integer> places = columns.stream().map(RexInputRef::getIndex).toList();
      builder.project(builder.fields(places), names, true);
    }
  }

  /// Of one of the builder's two topmost relations.
  private Stream<RexInputRef> columns(Relation relation, int side) {
    return isWithoutColumns(relation)
        ? Stream.of()
        : IntStream.range(0, builder.peek(2, side).getRowType().getFieldCount())
            .mapToObj(column -> builder.field(2, side, column));
  }

  private static boolean isWithoutColumns(Relation relation) {
    return switch (relation.getOperatorCase()) {
      case SCAN -> relation.getScan().getColumnsCount() == 0;
      case PROJECTION ->
          relation.getProjection().getColumnsCount() == 0
              && relation.getProjection().getComputedCount() == 0;
      case FILTER -> isWithoutColumns(relation.getFilter().getInput());
      case SORT -> isWithoutColumns(relation.getSort().getInput());
      case JOIN -> relation.getJoin().getColumnsCount() == 0;
      case AGGREGATION, QUERY, OPERATOR_NOT_SET -> false;
    };
  }

  private static JoinRelType joinType(JoinType type) {
    return switch (type) {
      case JOIN_TYPE_INNER -> JoinRelType.INNER;
      case JOIN_TYPE_LEFT -> JoinRelType.LEFT;
      case JOIN_TYPE_RIGHT -> JoinRelType.RIGHT;
      case JOIN_TYPE_FULL -> JoinRelType.FULL;
      case JOIN_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid("a join of the plan has no type that is known here");
    };
  }

  private RexNode column(String name) {
    return column(builder, name);
  }

  /// A column of the builder's topmost relation.
  static RexNode column(RelBuilder builder, String name) {
    return builder.field(index(builder.peek().getRowType().getFieldNames(), name));
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new GatewayException(
          ErrorCode.COLUMN_NOT_FOUND,
          "column %s does not exist: there are %s".formatted(name, String.join(", ", names)));
    }
    return index;
  }

  private static int count(long rows) {
    if (rows < 0) {
      throw invalid("a limit of the plan is %d rows".formatted(rows));
    }
    if (rows > Integer.MAX_VALUE) {
      throw invalid(
          "a limit of the plan is %d rows, and may be %d at most"
              .formatted(rows, Integer.MAX_VALUE));
    }
    return Math.toIntExact(rows);
  }

  private static GatewayException invalid(String message) {
    return new GatewayException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
