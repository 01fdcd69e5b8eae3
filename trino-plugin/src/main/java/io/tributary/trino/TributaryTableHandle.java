package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.v1.Aggregation;
import io.tributary.v1.ComputedColumn;
import io.tributary.v1.Expression;
import io.tributary.v1.Filter;
import io.tributary.v1.Join;
import io.tributary.v1.Projection;
import io.tributary.v1.Relation;
import io.tributary.v1.Sort;
import io.tributary.v1.SortKey;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableScan;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.predicate.TupleDomain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// What the gateway shall give of a query: rows of a table, or of what it computes of one, and of
/// these some columns, where some predicates hold, the first few in an order.
///
/// @param name what Trino calls the table
/// @param input the rows that the rest is about: a `TableScan` without columns for all of a table,
///   else what the gateway computes, which has names for its columns; a `Relation` in Base64
/// @param columns the columns to read
/// @param constraint the predicate that the gateway applies; all of it can be carried
/// @param conditions what else the gateway wants of the rows: each an `Expression` in Base64
/// @param order by the first column, then by the next
/// @param limit how many rows are enough, after all else
public record TributaryTableHandle(
    @JsonProperty("name") SchemaTableName name,
    @JsonProperty("input") String input,
    @JsonProperty("columns") List<TributaryColumnHandle> columns,
    @JsonProperty("constraint") TupleDomain<ColumnHandle> constraint,
    @JsonProperty("conditions") List<String> conditions,
    @JsonProperty("order") List<TributarySortColumn> order,
    @JsonProperty("limit") OptionalLong limit)
    implements ConnectorTableHandle {

  public TributaryTableHandle {
    columns = List.copyOf(columns);
    conditions = List.copyOf(conditions);
    order = List.copyOf(order);
  }

  /// All of a table.
  static TributaryTableHandle of(
      SchemaTableName name, TableRef table, List<TributaryColumnHandle> columns) {
    return of(
        name,
        Relation.newBuilder().setScan(TableScan.newBuilder().setTable(table)).build(),
        columns);
  }

  /// All that the gateway computes.
  static TributaryTableHandle of(Relation query, List<TributaryColumnHandle> columns) {
    return of(new SchemaTableName("system", "query"), query, columns);
  }

  private static TributaryTableHandle of(
      SchemaTableName name, Relation input, List<TributaryColumnHandle> columns) {
    return new TributaryTableHandle(
        name,
        HandleText.of(input),
        columns,
        TupleDomain.all(),
        List.of(),
        List.of(),
        OptionalLong.empty());
  }

  TributaryTableHandle withColumns(List<TributaryColumnHandle> columns) {
    return new TributaryTableHandle(name, input, columns, constraint, conditions, order, limit);
  }

  TributaryTableHandle withConstraint(TupleDomain<ColumnHandle> constraint) {
    return new TributaryTableHandle(name, input, columns, constraint, conditions, order, limit);
  }

  /// With more conditions.
  TributaryTableHandle where(List<Expression> more) {
    List<String> all = new ArrayList<>(conditions);
    more.forEach(condition -> all.add(HandleText.of(condition)));
    return new TributaryTableHandle(name, input, columns, constraint, all, order, limit);
  }

  /// What is wanted of the rows beside the constraint.
  List<Expression> expressions() {
    return conditions.stream().map(text -> HandleText.parse(text, Expression.parser())).toList();
  }

  TributaryTableHandle withLimit(long limit) {
    return new TributaryTableHandle(
        name, input, columns, constraint, conditions, order, OptionalLong.of(limit));
  }

  TributaryTableHandle withFirst(long limit, List<TributarySortColumn> order) {
    return new TributaryTableHandle(
        name, input, columns, constraint, conditions, order, OptionalLong.of(limit));
  }

  /// These rows, for what may be said of them after a limit alone.
  TributaryTableHandle afterLimit() {
    return limit.isPresent() ? computing(columns, List.of(), List.of()) : this;
  }

  /// These rows with some of their columns, and others computed of them.
  ///
  /// @param computed same order as `types`
  TributaryTableHandle computing(
      List<TributaryColumnHandle> kept,
      List<ComputedColumn> computed,
      List<TributaryColumnHandle> types) {
    Projection.Builder projection =
        Projection.newBuilder().setInput(relation()).addAllComputed(computed);
    kept.forEach(column -> projection.addColumns(column.name()));
    return of(
        name,
        Relation.newBuilder().setProjection(projection).build(),
        Stream.concat(kept.stream(), types.stream()).toList());
  }

  /// Whether each is a row of the table, if with computed columns.
  boolean isOfTableRows() {
    Relation relation = inputRelation();
    while (relation.hasProjection()) {
      relation = relation.getProjection().getInput();
    }
    return relation.hasScan() && !relation.getScan().hasLimit();
  }

  /// What the table calls a column of these, which may be one by another name.
  ///
  /// @return empty for a column that is computed of others
  Optional<String> nameInTable(TributaryColumnHandle column) {
    String name = column.name();
    Relation relation = inputRelation();
    while (relation.hasProjection()) {
      Optional<Expression> computed = computed(relation.getProjection(), name);
      if (computed.isPresent() && !computed.get().hasColumn()) {
        return Optional.empty();
      }
      name = computed.map(Expression::getColumn).orElse(name);
      relation = relation.getProjection().getInput();
    }
    return Optional.of(name);
  }

  private static Optional<Expression> computed(Projection projection, String name) {
    return projection.getComputedList().stream()
        .filter(column -> column.getName().equals(name))
        .map(ComputedColumn::getExpression)
        .findFirst();
  }

  /// Groups of these rows.
  TributaryTableHandle aggregated(CarriedAggregation carried) {
    Aggregation aggregation =
        carried.aggregation().setInput(withColumns(carried.inputs()).relation()).build();
    return of(
        name,
        Relation.newBuilder().setAggregation(aggregation).build(),
        Stream.concat(carried.keys().stream(), carried.aggregates().stream()).toList());
  }

  /// These rows joined with others.
  TributaryTableHandle joined(TributaryTableHandle others, CarriedJoin carried) {
    Join join = carried.join().setLeft(relation()).setRight(others.relation()).build();
    return of(
        name,
        Relation.newBuilder().setJoin(join).build(),
        Stream.concat(carried.left().values().stream(), carried.right().values().stream())
            .toList());
  }

  /// Whether these are a table's own rows.
  boolean isOfTable() {
    return inputRelation().hasScan();
  }

  /// The table that these are rows of.
  TableRef table() {
    return inputRelation().getScan().getTable();
  }

  /// Whether a predicate alone tells these rows from the table's others.
  boolean isOfPredicate() {
    return isOfTable() && order.isEmpty() && limit.isEmpty();
  }

  /// Whether these are made of rows of a query, beside which the gateway reads nothing else.
  boolean isOfQuery() {
    Relation relation = inputRelation();
    while (true) {
      switch (relation.getOperatorCase()) {
        case FILTER -> relation = relation.getFilter().getInput();
        case PROJECTION -> relation = relation.getProjection().getInput();
        case AGGREGATION -> relation = relation.getAggregation().getInput();
        case SORT -> relation = relation.getSort().getInput();
        case QUERY -> {
          return true;
        }
        case SCAN, JOIN, OPERATOR_NOT_SET -> {
          return false;
        }
      }
    }
  }

  private Relation inputRelation() {
    return HandleText.parse(input, Relation.parser());
  }

  /// All of it, for the gateway.
  Relation relation() {
    Relation rows = inputRelation();
    if (rows.hasScan() && order.isEmpty()) {
      TableScan.Builder scan = scan(rows.getScan());
      columns.forEach(column -> scan.addColumns(column.name()));
      limit.ifPresent(scan::setLimit);
      return Relation.newBuilder().setScan(scan).build();
    }
    Relation filtered = rows.hasScan() ? sortableScan(rows.getScan()) : filtered(rows);
    Projection.Builder projection = Projection.newBuilder().setInput(sorted(filtered));
    columns.forEach(column -> projection.addColumns(column.name()));
    return Relation.newBuilder().setProjection(projection).build();
  }

  private TableScan.Builder scan(TableScan table) {
    return table.toBuilder()
        .addAllDomains(CarriedPredicate.toProto(constraint))
        .addAllConditions(expressions());
  }

  /// With the columns to sort by, wanted or not.
  private Relation sortableScan(TableScan table) {
    Set<String> names = new LinkedHashSet<>();
    columns.forEach(column -> names.add(column.name()));
    order.forEach(key -> names.add(key.column().name()));
    return Relation.newBuilder().setScan(scan(table).addAllColumns(names)).build();
  }

  private Relation filtered(Relation rows) {
    return constraint.isAll() && conditions.isEmpty()
        ? rows
        : Relation.newBuilder()
            .setFilter(
                Filter.newBuilder()
                    .setInput(rows)
                    .addAllDomains(CarriedPredicate.toProto(constraint))
                    .addAllConditions(expressions()))
            .build();
  }

  private Relation sorted(Relation rows) {
    if (limit.isEmpty()) {
      return rows;
    }
    Sort.Builder sort = Sort.newBuilder().setInput(rows).setLimit(limit.getAsLong());
    for (TributarySortColumn key : order) {
      sort.addKeys(
          SortKey.newBuilder()
              .setColumn(key.column().name())
              .setDescending(key.descending())
              .setNullsFirst(key.nullsFirst()));
    }
    return Relation.newBuilder().setSort(sort).build();
  }

  /// What EXPLAIN prints.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(RelationText.of(inputRelation()));
    text.append(" columns=").append(columns);
    if (!constraint.isAll()) {
      text.append(" constraint=").append(constraint);
    }
    if (!conditions.isEmpty()) {
      text.append(" conditions=").append(RelationText.of(expressions()));
    }
    if (!order.isEmpty()) {
      text.append(" sortOrder=").append(order);
    }
    limit.ifPresent(rows -> text.append(" limit=").append(rows));
    return text.toString();
  }
}
