package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.NOT_SUPPORTED;

import io.airlift.slice.Slice;
import io.tributary.v1.Expression;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.AggregateFunction;
import io.trino.spi.connector.AggregationApplicationResult;
import io.trino.spi.connector.Assignment;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.ConnectorInsertTableHandle;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorOutputMetadata;
import io.trino.spi.connector.ConnectorOutputTableHandle;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTableLayout;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.connector.ConnectorTableVersion;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.Constraint;
import io.trino.spi.connector.ConstraintApplicationResult;
import io.trino.spi.connector.JoinApplicationResult;
import io.trino.spi.connector.JoinStatistics;
import io.trino.spi.connector.JoinType;
import io.trino.spi.connector.LimitApplicationResult;
import io.trino.spi.connector.ProjectionApplicationResult;
import io.trino.spi.connector.RelationColumnsMetadata;
import io.trino.spi.connector.RelationCommentMetadata;
import io.trino.spi.connector.RetryMode;
import io.trino.spi.connector.RowChangeParadigm;
import io.trino.spi.connector.SaveMode;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.connector.SortItem;
import io.trino.spi.connector.SortOrder;
import io.trino.spi.connector.TableFunctionApplicationResult;
import io.trino.spi.connector.TableNotFoundException;
import io.trino.spi.connector.TopNApplicationResult;
import io.trino.spi.expression.ConnectorExpression;
import io.trino.spi.expression.Constant;
import io.trino.spi.function.table.ConnectorTableFunctionHandle;
import io.trino.spi.statistics.ComputedStatistics;
import io.trino.spi.statistics.TableStatistics;
import io.trino.spi.type.BigintType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What there is to query, and what of a query the gateway takes over.
final class TributaryMetadata implements ConnectorMetadata {

  private static final TributaryColumnHandle ROW_ID =
      new TributaryColumnHandle("$row_id", BigintType.BIGINT, false);

  /// The gateway refuses limits beyond it.
  private static final long MOST_ROWS_LIMITED_TO = Integer.MAX_VALUE;

  private final GatewayCatalog catalog;
  private final HeldReads heldReads;
  private final ConnectorTransactionHandle transaction;
  private final TributaryChanges changes;

  /// @param changes those of the statement
  TributaryMetadata(
      GatewayCatalog catalog,
      HeldReads heldReads,
      ConnectorTransactionHandle transaction,
      TributaryChanges changes) {
    this.catalog = catalog;
    this.heldReads = heldReads;
    this.transaction = transaction;
    this.changes = changes;
  }

  @Override
  public void beginQuery(ConnectorSession session) {
    heldReads.begin(transaction, session.getQueryId());
  }

  @Override
  public void cleanupQuery(ConnectorSession session) {
    heldReads.end(session.getQueryId());
  }

  @Override
  public List<String> listSchemaNames(ConnectorSession session) {
    return catalog.schemaNames();
  }

  @Override
  public List<SchemaTableName> listTables(ConnectorSession session, Optional<String> schemaName) {
    return List.copyOf(catalog.comments(schemaName).keySet());
  }

  /// A listing has them: no table is asked for.
  @Override
  public Iterator<RelationCommentMetadata> streamRelationComments(
      ConnectorSession session,
      Optional<String> schemaName,
      UnaryOperator<Set<SchemaTableName>> relationFilter) {
    Map<SchemaTableName, Optional<String>> comments = catalog.comments(schemaName);
    return relationFilter.apply(comments.keySet()).stream()
        .map(name -> RelationCommentMetadata.forRelation(name, comments.get(name)))
        .iterator();
  }

  @Override
  public Iterator<RelationColumnsMetadata> streamRelationColumns(
      ConnectorSession session,
      Optional<String> schemaName,
      UnaryOperator<Set<SchemaTableName>> relationFilter) {
    return catalog.columnsOf(
        schemaName, relationFilter.apply(catalog.comments(schemaName).keySet()));
  }

  @Override
  public @Nullable ConnectorTableHandle getTableHandle(
      ConnectorSession session,
      SchemaTableName name,
      Optional<ConnectorTableVersion> startVersion,
      Optional<ConnectorTableVersion> endVersion) {
    if (startVersion.isPresent() || endVersion.isPresent()) {
      throw new TrinoException(NOT_SUPPORTED, "This connector does not support versioned tables");
    }
    return catalog.table(name).map(table -> handle(name, table)).orElse(null);
  }

  private static TributaryTableHandle handle(SchemaTableName name, GatewayTable table) {
    return TributaryTableHandle.of(name, table.ref(), table.columns());
  }

  @Override
  public SchemaTableName getTableName(ConnectorSession session, ConnectorTableHandle table) {
    return ((TributaryTableHandle) table).name();
  }

  @Override
  public ConnectorTableMetadata getTableMetadata(
      ConnectorSession session, ConnectorTableHandle handle) {
    TributaryTableHandle rows = (TributaryTableHandle) handle;
    if (!rows.isOfTable()) {
      return new ConnectorTableMetadata(
          rows.name(), rows.columns().stream().map(TributaryMetadata::metadata).toList());
    }
    GatewayTable table = table(handle);
    return new ConnectorTableMetadata(
        ((TributaryTableHandle) handle).name(), table.columnMetadata(), Map.of(), table.comment());
  }

  /// Of a column that the gateway computes.
  private static ColumnMetadata metadata(TributaryColumnHandle column) {
    return new ColumnMetadata(column.name(), column.type());
  }

  /// The columns that are still read: what Trino has no use for is gone for the gateway too.
  @Override
  public Map<String, ColumnHandle> getColumnHandles(
      ConnectorSession session, ConnectorTableHandle handle) {
    Map<String, ColumnHandle> handles = new LinkedHashMap<>();
    for (TributaryColumnHandle column : ((TributaryTableHandle) handle).columns()) {
      handles.put(column.name().toLowerCase(Locale.ENGLISH), column);
    }
    return handles;
  }

  @Override
  public ColumnMetadata getColumnMetadata(
      ConnectorSession session, ConnectorTableHandle handle, ColumnHandle column) {
    if (!((TributaryTableHandle) handle).isOfTable() || column.equals(ROW_ID)) {
      return metadata((TributaryColumnHandle) column);
    }
    GatewayTable table = table(handle);
    int index = table.columns().indexOf(column);
    if (index < 0) {
      throw new TrinoException(
          TributaryErrorCode.TRIBUTARY_TABLE_CHANGED,
          "Column %s of %s is not what it was: run the query again"
              .formatted(column, ((TributaryTableHandle) handle).name()));
    }
    return table.columnMetadata().get(index);
  }

  /// Of the whole table: the engine goes on with its own estimate of what a predicate leaves.
  @Override
  public TableStatistics getTableStatistics(ConnectorSession session, ConnectorTableHandle handle) {
    TributaryTableHandle rows = (TributaryTableHandle) handle;
    return rows.isOfTableRows() ? table(handle).statistics(rows) : TableStatistics.empty();
  }

  /// Reads only the columns that some expression of the query needs, in wider types where it wants
  /// those.
  @Override
  public Optional<ProjectionApplicationResult<ConnectorTableHandle>> applyProjection(
      ConnectorSession session,
      ConnectorTableHandle handle,
      List<ConnectorExpression> projections,
      Map<String, ColumnHandle> assignments) {
    var carried = new CarriedProjection((TributaryTableHandle) handle, projections, assignments);
    if (carried.isNothingNew()) {
      return Optional.empty();
    }
    List<Assignment> assigned = new ArrayList<>();
    carried
        .variables()
        .forEach((name, column) -> assigned.add(new Assignment(name, column, column.type())));
    return Optional.of(
        new ProjectionApplicationResult<>(carried.rows(), carried.results(), assigned, false));
  }

  /// Hands over the predicates that mean the same at the gateway; the others stay in Trino.
  @Override
  public Optional<ConstraintApplicationResult<ConnectorTableHandle>> applyFilter(
      ConnectorSession session, ConnectorTableHandle handle, Constraint constraint) {
    TributaryTableHandle table = ((TributaryTableHandle) handle).afterLimit();
    CarriedPredicate predicate =
        CarriedPredicate.split(
            table.constraint().intersect(constraint.getSummary()),
            TributarySessionProperties.domainCompactionThreshold(session));
    CarriedCondition carrier = new CarriedCondition(constraint.getAssignments());
    List<Expression> carried = new ArrayList<>();
    List<ConnectorExpression> remaining = new ArrayList<>();
    for (ConnectorExpression part : CarriedCondition.conjuncts(constraint.getExpression())) {
      carrier.carry(part).ifPresentOrElse(carried::add, () -> remaining.add(part));
    }
    if (predicate.carried().equals(table.constraint()) && carried.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConstraintApplicationResult<>(
            table.withConstraint(predicate.carried()).where(carried),
            predicate.remaining(),
            CarriedCondition.and(remaining),
            true));
  }

  /// Lets the gateway stop early.
  @Override
  public Optional<LimitApplicationResult<ConnectorTableHandle>> applyLimit(
      ConnectorSession session, ConnectorTableHandle handle, long limit) {
    TributaryTableHandle table = (TributaryTableHandle) handle;
    if (limit > MOST_ROWS_LIMITED_TO
        || (table.limit().isPresent() && table.limit().getAsLong() <= limit)) {
      return Optional.empty();
    }
    return Optional.of(new LimitApplicationResult<>(table.withLimit(limit), true, true));
  }

  /// Has the gateway choose the first rows, where it sorts as Trino does.
  @Override
  public Optional<TopNApplicationResult<ConnectorTableHandle>> applyTopN(
      ConnectorSession session,
      ConnectorTableHandle handle,
      long topNCount,
      List<SortItem> sortItems,
      Map<String, ColumnHandle> assignments) {
    if (!TributarySessionProperties.isTopNPushdownEnabled(session)) {
      return Optional.empty();
    }
    TributaryTableHandle table = ((TributaryTableHandle) handle).afterLimit();
    List<TributarySortColumn> order = new ArrayList<>();
    for (SortItem item : sortItems) {
      TributaryColumnHandle column = (TributaryColumnHandle) assignments.get(item.getName());
      if (column == null || !ComparableColumns.sorts(column)) {
        return Optional.empty();
      }
      SortOrder sort = item.getSortOrder();
      order.add(new TributarySortColumn(column, !sort.isAscending(), sort.isNullsFirst()));
    }
    return Optional.of(new TopNApplicationResult<>(table.withFirst(topNCount, order), true, true));
  }

  /// Has the gateway group and aggregate what means the same there.
  @Override
  public Optional<AggregationApplicationResult<ConnectorTableHandle>> applyAggregation(
      ConnectorSession session,
      ConnectorTableHandle handle,
      List<AggregateFunction> aggregates,
      Map<String, ColumnHandle> assignments,
      List<List<ColumnHandle>> groupingSets) {
    TributaryTableHandle table = (TributaryTableHandle) handle;
    if (table.constraint().isNone()
        || !TributarySessionProperties.isAggregationPushdownEnabled(session)) {
      return Optional.empty();
    }
    return CarriedAggregation.of(aggregates, assignments, groupingSets)
        .map(carried -> aggregated(table, carried));
  }

  private static AggregationApplicationResult<ConnectorTableHandle> aggregated(
      TributaryTableHandle table, CarriedAggregation carried) {
    List<Assignment> assigned = new ArrayList<>();
    for (TributaryColumnHandle aggregate : carried.aggregates()) {
      assigned.add(new Assignment(aggregate.name(), aggregate, aggregate.type()));
    }
    return new AggregationApplicationResult<>(
        table.aggregated(carried), carried.results(), assigned, Map.of(), true);
  }

  /// Has the gateway join what it has both sides of, where the condition means the same there.
  @Override
  public Optional<JoinApplicationResult<ConnectorTableHandle>> applyJoin(
      ConnectorSession session,
      JoinType joinType,
      ConnectorTableHandle left,
      ConnectorTableHandle right,
      ConnectorExpression joinCondition,
      Map<String, ColumnHandle> leftAssignments,
      Map<String, ColumnHandle> rightAssignments,
      JoinStatistics statistics) {
    TributaryTableHandle leftRows = (TributaryTableHandle) left;
    TributaryTableHandle rightRows = (TributaryTableHandle) right;
    if (!isJoinedAtGateway(session, statistics)
        || leftRows.isOfQuery()
        || rightRows.isOfQuery()
        || leftRows.constraint().isNone()
        || rightRows.constraint().isNone()) {
      return Optional.empty();
    }
    return CarriedJoin.of(
            joinType, leftRows, rightRows, joinCondition, leftAssignments, rightAssignments)
        .map(carried ->
            new JoinApplicationResult<>(
                leftRows.joined(rightRows, carried),
                Map.copyOf(carried.left()),
                Map.copyOf(carried.right()),
                true));
  }

  private static boolean isJoinedAtGateway(ConnectorSession session, JoinStatistics statistics) {
    return TributarySessionProperties.isJoinPushdownEnabled(session)
        && switch (TributarySessionProperties.joinPushdownStrategy(session)) {
          case EAGER -> true;
          case AUTOMATIC -> isSmall(statistics);
        };
  }

  /// Where nothing is known, the sides are read and Trino joins.
  private static boolean isSmall(JoinStatistics statistics) {
    return statistics.getJoinStatistics().isPresent()
        && statistics.getLeftStatistics().isPresent()
        && statistics.getRightStatistics().isPresent()
        && statistics.getJoinStatistics().get().getRowCount()
            <= statistics.getLeftStatistics().get().getRowCount()
                + statistics.getRightStatistics().get().getRowCount();
  }

  @Override
  public void createTable(
      ConnectorSession session, ConnectorTableMetadata table, SaveMode saveMode) {
    refuse(saveMode == SaveMode.REPLACE, "replacing tables");
    changes.create(table);
  }

  @Override
  public void dropTable(ConnectorSession session, ConnectorTableHandle table) {
    changes.drop((TributaryTableHandle) table);
  }

  @Override
  public void truncateTable(ConnectorSession session, ConnectorTableHandle table) {
    changes.truncate((TributaryTableHandle) table);
  }

  @Override
  public ConnectorOutputTableHandle beginCreateTable(
      ConnectorSession session,
      ConnectorTableMetadata table,
      Optional<ConnectorTableLayout> layout,
      RetryMode retryMode,
      boolean replace) {
    refuse(replace, "replacing tables");
    refuse(retryMode != RetryMode.NO_RETRIES, "query retries");
    return changes.beginCreate(table);
  }

  @Override
  public Optional<ConnectorOutputMetadata> finishCreateTable(
      ConnectorSession session,
      ConnectorOutputTableHandle handle,
      Collection<Slice> fragments,
      Collection<ComputedStatistics> statistics) {
    changes.finishCreate((TributaryWriteHandle) handle);
    return Optional.empty();
  }

  @Override
  public ConnectorInsertTableHandle beginInsert(
      ConnectorSession session,
      ConnectorTableHandle table,
      List<ColumnHandle> columns,
      RetryMode retryMode) {
    refuse(retryMode != RetryMode.NO_RETRIES, "query retries");
    return changes.beginInsert((TributaryTableHandle) table, columns);
  }

  /// The source fills them.
  @Override
  public boolean supportsMissingColumnsOnInsert() {
    return true;
  }

  @Override
  public Optional<ConnectorOutputMetadata> finishInsert(
      ConnectorSession session,
      ConnectorInsertTableHandle handle,
      List<ConnectorTableHandle> sources,
      Collection<Slice> fragments,
      Collection<ComputedStatistics> statistics) {
    changes.finishInsert((TributaryWriteHandle) handle);
    return Optional.empty();
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw new TrinoException(NOT_SUPPORTED, "This connector does not support " + what);
    }
  }

  @Override
  public RowChangeParadigm getRowChangeParadigm(
      ConnectorSession session, ConnectorTableHandle table) {
    return RowChangeParadigm.CHANGE_ONLY_UPDATED_COLUMNS;
  }

  /// For plans that are then handed over: there is no such column, and nothing is changed row by
  /// row.
  @Override
  public ColumnHandle getMergeRowIdColumnHandle(
      ConnectorSession session, ConnectorTableHandle table) {
    return ROW_ID;
  }

  @Override
  public Optional<ConnectorTableHandle> applyDelete(
      ConnectorSession session, ConnectorTableHandle table) {
    return Optional.of(table).filter(rows -> ((TributaryTableHandle) rows).isOfPredicate());
  }

  @Override
  public OptionalLong executeDelete(ConnectorSession session, ConnectorTableHandle rows) {
    return OptionalLong.of(changes.delete((TributaryTableHandle) rows));
  }

  @Override
  public Optional<ConnectorTableHandle> applyUpdate(
      ConnectorSession session,
      ConnectorTableHandle handle,
      Map<ColumnHandle, Constant> assignments) {
    TributaryTableHandle rows = (TributaryTableHandle) handle;
    return rows.isOfPredicate() && !rows.constraint().isNone()
        ? TributaryChanges.values(rows, assignments)
            .map(update -> TributaryUpdateHandle.of(rows, update))
        : Optional.empty();
  }

  @Override
  public OptionalLong executeUpdate(ConnectorSession session, ConnectorTableHandle update) {
    return OptionalLong.of(changes.update((TributaryUpdateHandle) update));
  }

  @Override
  public Optional<TableFunctionApplicationResult<ConnectorTableHandle>> applyTableFunction(
      ConnectorSession session, ConnectorTableFunctionHandle function) {
    if (!(function instanceof QueryRows.Handle(TributaryTableHandle rows))) {
      return Optional.empty();
    }
    return Optional.of(
        new TableFunctionApplicationResult<>(rows, List.<ColumnHandle>copyOf(rows.columns())));
  }

  private GatewayTable table(ConnectorTableHandle handle) {
    SchemaTableName name = ((TributaryTableHandle) handle).name();
    return catalog.table(name).orElseThrow(() -> new TableNotFoundException(name));
  }
}
