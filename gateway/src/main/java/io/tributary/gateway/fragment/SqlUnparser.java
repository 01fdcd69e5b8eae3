package io.tributary.gateway.fragment;

import io.tributary.connector.ColumnDescription;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Writes relational operators as SQL.
public final class SqlUnparser extends RelToSqlConverter {

  private static final SqlParserPos ZERO = SqlParserPos.ZERO;

  private static final SqlFunction CONSTANT_KEY =
      SpelledCall.function("CASE WHEN 1 = 1 THEN {0} END", ReturnTypes.ARG0_NULLABLE);

  private static final Set<String> RANGES = Set.of("range", "generate_series");

  private final Function<TableId, String> schemas;
  private final boolean plainTables;

  private SqlUnparser(SqlDialect dialect, Function<TableId, String> schemas, boolean plainTables) {
    super(dialect);
    this.schemas = schemas;
    this.plainTables = plainTables;
  }

  static String sql(RelNode rel, SqlDialect dialect) {
    return sql(node(rel, dialect), dialect);
  }

  /// @param schema instead of those that tables are in
  static String sql(RelNode rel, SqlDialect dialect, String schema) {
    return sql(node(rel, new SqlUnparser(dialect, _ -> schema, false)), dialect);
  }

  static SqlNode node(RelNode rel, SqlDialect dialect) {
    return node(rel, new SqlUnparser(dialect, TableId::schema, false));
  }

  /// With columns in their own types, also where they are read as text.
  static SqlNode ofPlainTables(RelNode rel, SqlDialect dialect) {
    return node(rel, new SqlUnparser(dialect, TableId::schema, true));
  }

  private static SqlNode node(RelNode rel, SqlUnparser unparser) {
    RelNode values = LiteralTypes.spellOut(Memberships.spellOut(FieldsOfValues.spellOut(rel)));
    RelNode spelled = SetOperationNames.spellOut(values);
    SqlNode statement = Parentheses.insert(unparser.visitRoot(spelled).asStatement());
    return unparser.dialect instanceof SqliteDialect ? SetInputs.asSelects(statement) : statement;
  }

  static String sql(SqlNode node, SqlDialect dialect) {
    return node.toSqlString(config -> style(config, dialect)).getSql();
  }

  /// As it stands behind WHERE, where a sub-query is in parentheses even if it is all of it.
  static String condition(SqlNode node, SqlDialect dialect) {
    var writer = new SqlPrettyWriter(style(SqlPrettyWriter.config(), dialect));
    SqlWriter.Frame where = writer.startList(SqlWriter.FrameTypeEnum.WHERE_LIST, "", "");
    node.unparse(writer, 0, 0);
    writer.endList(where);
    return writer.toSqlString().getSql();
  }

  private static SqlWriterConfig style(SqlWriterConfig config, SqlDialect dialect) {
    return config
        .withDialect(dialect)
        .withAlwaysUseParentheses(false)
        .withSelectListItemsOnSeparateLines(false)
        .withIndentation(0)
        .withQuoteAllIdentifiers(true);
  }

  /// Every column has a name, for others ask for it.
  @Override
  protected boolean isAnon() {
    return false;
  }

  /// A table at its source, without the source's name. Columns that are read as text are text from
  /// here on, so that nothing is computed on a type that DuckDB would not see.
  @Override
  public Result visit(TableScan scan) {
    TableMetadata table = SourceTable.of(scan).metadata();
    SqlNode name = table.query().map(NativeRows::of).orElseGet(() -> name(table.id()));
    List<ColumnDescription> columns = table.description().columns();
    if (!plainTables
        && columns.stream().anyMatch(column -> column.readAsTextBecause().isPresent())) {
      name = withTextColumns(name, scan, columns);
    }
    return result(name, List.of(Clause.FROM), scan, null);
  }

  private SqlIdentifier name(TableId table) {
    List<String> parts = new ArrayList<>();
    String schema = schemas.apply(table);
    if (dialect instanceof TrinoDialect trino) {
      parts.addAll(trino.schema(schema));
    } else {
      parts.add(schema);
    }
    parts.add(table.table());
    return new SqlIdentifier(parts, ZERO);
  }

  private SqlSelect withTextColumns(
      SqlNode table, TableScan scan, List<ColumnDescription> columns) {
    List<SqlNode> items = new ArrayList<>();
    for (ColumnDescription column : columns) {
      var name = new SqlIdentifier(column.name(), ZERO);
      items.add(
          column.readAsTextBecause().isEmpty()
              ? name
              : SqlStdOperatorTable.AS.createCall(ZERO, asText(name, column, scan), name));
    }
    return select(items, table);
  }

  private SqlNode asText(SqlNode name, ColumnDescription column, TableScan scan) {
    if (dialect instanceof TrinoDialect trino) {
      return trino.asText(name, column.sourceType());
    }
    @Nullable SqlNode type =
        dialect.getCastSpec(scan.getCluster().getTypeFactory().createSqlType(SqlTypeName.VARCHAR));
    return type == null ? name : SqlStdOperatorTable.CAST.createCall(ZERO, name, type);
  }

  /// No database groups by a window function or aggregates one in the SELECT that computes it, and
  /// Calcite only sees those that are an aggregate's whole argument.
  @Override
  public Result visit(Aggregate aggregate) {
    return aggregate.getInput() instanceof Project project && project.containsOver()
        ? super.visit(
            (Aggregate) aggregate.copy(aggregate.getTraitSet(), List.of(new SubQuery(project))))
        : super.visit(aggregate);
  }

  /// A window is computed before the LIMIT of its SELECT, not over what that leaves.
  @Override
  public Result visit(Project project) {
    return project.containsOver() && isLimited(project.getInput())
        ? super.visit(
            (Project)
                project.copy(project.getTraitSet(), List.of(new SubQuery(project.getInput()))))
        : super.visit(project);
  }

  private static boolean isLimited(RelNode rel) {
    return switch (rel) {
      case Sort sort -> sort.fetch != null || sort.offset != null;
      case Project columns -> isLimited(columns.getInput());
      default -> false;
    };
  }

  /// Rows that are computed in a SELECT of their own.
  static final class SubQuery extends SingleRel {
    SubQuery(RelNode rows) {
      super(rows.getCluster(), rows.getTraitSet(), rows);
    }
  }

  /// Found by reflection, by its argument's type.
  public Result visit(SubQuery rows) {
    return result(
        visitInput(rows, 0).asStatement(), List.of(Clause.SELECT, Clause.FETCH), rows, null);
  }

  /// Some aggregates of DuckDB's want constants for arguments, which Calcite moves out of the call
  /// into a column below it; here they go back in. Other operands are no columns: where a source
  /// has no FILTER, its condition is among them. What an aggregate orders by, Calcite writes as the
  /// number of a column, as that of a query.
  @Override
  protected Builder buildAggregate(
      Aggregate aggregate, Builder builder, List<SqlNode> selectList, List<SqlNode> groupByList) {
    int first = selectList.size();
    Builder built =
        super.buildAggregate(
            aggregate,
            builder,
            selectList,
            groupByList.stream().map(SqlUnparser::asKey).collect(Collectors.toList()));
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      selectList.replaceAll(SqlUnparser::withKeysAsKeys);
      built.setSelect(new SqlNodeList(selectList, ZERO));
    }
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      writeOut(
          aggregate.getAggCallList().get(i).getCollation(),
          selectList.get(first + i),
          builder.context);
    }
    RelNode input =
        aggregate.getInput() instanceof SubQuery columns
            ? columns.getInput()
            : aggregate.getInput();
    if (input instanceof Project project) {
      for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
        inlineConstants(
            selectList.get(first + i), aggregate.getAggCallList().get(i).getArgList(), project);
      }
    }
    return built;
  }

  private static void writeOut(RelCollation order, SqlNode selected, Context columns) {
    if (order.getFieldCollations().isEmpty() || !(selected instanceof SqlCall call)) {
      return;
    }
    if (call.getKind() != SqlKind.WITHIN_GROUP) {
      call.getOperandList().forEach(operand -> writeOut(order, operand, columns));
      return;
    }
    SqlNodeList keys = call.operand(1);
    for (int i = 0; i < keys.size(); i++) {
      int column = order.getFieldCollations().get(i).getFieldIndex();
      keys.set(i, writtenOut(keys.get(i), asKey(columns.field(column))));
    }
  }

  /// @param key perhaps with a direction and a place of NULLs around it
  private static SqlNode writtenOut(SqlNode key, SqlNode column) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall directed = (SqlCall) key;
        yield directed.getOperator().createCall(ZERO, writtenOut(directed.operand(0), column));
      }
      default -> column;
    };
  }

  /// A bare constant would be the place of a column, or an error.
  private static SqlNode asKey(SqlNode key) {
    return switch (key.getKind()) {
      case ROLLUP, CUBE, GROUPING_SETS, ROW -> {
        SqlCall keys = (SqlCall) key;
        yield keys.getOperator()
            .createCall(ZERO, keys.getOperandList().stream().map(SqlUnparser::asKey).toList());
      }
      default -> isConstant(key) ? CONSTANT_KEY.createCall(ZERO, key) : key;
    };
  }

  /// A key's column, or what asks for it, by which the source knows that it is the key.
  private static SqlNode withKeysAsKeys(SqlNode selected) {
    return switch (selected.getKind()) {
      case AS -> {
        SqlCall named = (SqlCall) selected;
        yield named
            .getOperator()
            .createCall(ZERO, withKeysAsKeys(named.operand(0)), named.operand(1));
      }
      case GROUPING, GROUPING_ID -> {
        SqlCall asked = (SqlCall) selected;
        yield asked
            .getOperator()
            .createCall(ZERO, asked.getOperandList().stream().map(SqlUnparser::asKey).toList());
      }
      default -> asKey(selected);
    };
  }

  /// @param node null where a call has no such operand
  private static boolean isConstant(@Nullable SqlNode node) {
    return switch (node) {
      case null -> true;
      case SqlLiteral _, SqlDataTypeSpec _ -> true;
      case SqlNodeList list -> list.stream().allMatch(SqlUnparser::isConstant);
      case SqlCall call -> call.getOperandList().stream().allMatch(SqlUnparser::isConstant);
      default -> false;
    };
  }

  private void inlineConstants(SqlNode selected, List<Integer> arguments, Project project) {
    if (!(selected instanceof SqlBasicCall call)) {
      return;
    }
    switch (call.getKind()) {
      case AS, WITHIN_GROUP, FILTER, WITHIN_DISTINCT ->
          inlineConstants(call.operand(0), arguments, project);
      default -> {
        for (int i = 0; i < arguments.size() && i < call.operandCount(); i++) {
          if (call.operand(i) instanceof SqlIdentifier
              && isConstant(project.getProjects().get(arguments.get(i)))) {
            call.setOperand(i, constant(project.getProjects().get(arguments.get(i))));
          }
        }
      }
    }
  }

  /// A range that depends on no row is a table to DuckDB, whose rows come as they are asked for; of
  /// the list that it would be otherwise, all are in memory at once.
  @Override
  public Result visit(Uncollect list) {
    if (list.withOrdinality
        || !(list.getInput() instanceof Project project)
        || !(project.getInput() instanceof Values row)
        || row.getTuples().size() != 1
        || project.getProjects().size() != 1
        || !isConstantRange(project.getProjects().getFirst())) {
      return super.visit(list);
    }
    SqlNode range = constant(project.getProjects().getFirst());
    return result(
        SqlStdOperatorTable.AS.createCall(
            ZERO, createAsFullOperands(list.getRowType(), range, "range")),
        List.of(Clause.FROM),
        list,
        null);
  }

  private static boolean isConstantRange(RexNode node) {
    return node instanceof RexCall call
        && RANGES.contains(call.getOperator().getName().toLowerCase(Locale.ROOT))
        && call.getOperands().stream()
            .allMatch(bound ->
                bound instanceof RexLiteral literal
                    && !literal.isNull()
                    && SqlTypeName.INT_TYPES.contains(literal.getType().getSqlTypeName()));
  }

  /// Calcite joins all of them by a comma, which loses the left rows that have no right ones.
  @Override
  public Result visit(Correlate correlate) {
    Result result = super.visit(correlate);
    var join = (SqlJoin) result.asFrom();
    JoinType type =
        switch (correlate.getJoinType()) {
          case INNER -> JoinType.INNER;
          case LEFT -> JoinType.LEFT;
          default ->
              throw new IllegalStateException(
                  "no plan has a correlate of " + correlate.getJoinType());
        };
    join.setOperand(2, type.symbol(ZERO));
    join.setOperand(4, JoinConditionType.ON.symbol(ZERO));
    join.setOperand(5, SqlLiteral.createBoolean(true, ZERO));
    return result;
  }

  /// Calcite puts the condition of a semi or anti join into its inputs' own queries, among whose
  /// columns it loses those of the outer row, and below whatever groups or limits they have.
  @Override
  protected Result visitAntiOrSemiJoin(Join join) {
    Result left = visitInput(join, 0).resetAlias();
    Result right = visitInput(join, 1).resetAlias();
    Context outer = left.qualifiedContext();
    SqlSelect matches = select(List.of(SqlLiteral.createExactNumeric("1", ZERO)), right.asFrom());
    matches.setWhere(
        convertConditionToSqlNode(join.getCondition(), outer, right.qualifiedContext()));
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(ZERO, matches);
    List<SqlNode> items = new ArrayList<>();
    for (RelDataTypeField field : join.getRowType().getFieldList()) {
      SqlNode name = new SqlIdentifier(field.getName(), ZERO);
      items.add(SqlStdOperatorTable.AS.createCall(ZERO, outer.field(field.getIndex()), name));
    }
    SqlSelect select = select(items, left.asFrom());
    select.setWhere(
        join.getJoinType() == JoinRelType.ANTI
            ? SqlStdOperatorTable.NOT.createCall(ZERO, exists)
            : exists);
    return result(select, List.of(Clause.FROM, Clause.WHERE), join, null);
  }

  /// A literal, or a list of them.
  private static boolean isConstant(RexNode node) {
    return node instanceof RexLiteral
        || (node.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR
            && ((RexCall) node).getOperands().stream().allMatch(SqlUnparser::isConstant));
  }

  private SqlNode constant(RexNode node) {
    return new SimpleContext(
            dialect,
            column -> {
              throw new IllegalStateException("a constant has no column " + column);
            })
        .toSql(null, node);
  }

  @Override
  public Result visit(Values values) {
    return switch (values.getTuples().size()) {
      case 0 -> noRows(values);
      case 1 -> super.visit(values);
      default -> listed(values);
    };
  }

  /// DuckDB takes a UNION ALL of a query for each row apart in a time that grows with the square of
  /// their number, and does not let itself be interrupted meanwhile.
  private Result listed(Values values) {
    List<SqlNode> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<SqlNode> row = tuple.stream().map(this::constant).toList();
      rows.add(SqlInternalOperators.ANONYMOUS_ROW.createCall(ZERO, row));
    }
    List<SqlNode> named = new ArrayList<>();
    named.add(SqlStdOperatorTable.VALUES.createCall(ZERO, rows));
    named.add(new SqlIdentifier("t", ZERO));
    for (String field : values.getRowType().getFieldNames()) {
      named.add(new SqlIdentifier(field, ZERO));
    }
    SqlNode list = SqlStdOperatorTable.AS.createCall(ZERO, named);
    return result(list, List.of(Clause.SELECT), values, null);
  }

  /// No rows at all still have types.
  private Result noRows(Values values) {
    List<SqlNode> items = new ArrayList<>();
    for (RelDataTypeField field : values.getRowType().getFieldList()) {
      SqlNode none =
          SqlStdOperatorTable.CAST.createCall(
              ZERO,
              SqlLiteral.createNull(ZERO),
              Objects.requireNonNull(dialect.getCastSpec(field.getType())));
      items.add(
          SqlStdOperatorTable.AS.createCall(ZERO, none, new SqlIdentifier(field.getName(), ZERO)));
    }
    SqlSelect select = select(items, null);
    select.setWhere(SqlLiteral.createBoolean(false, ZERO));
    return result(select, List.of(Clause.SELECT, Clause.WHERE), values, null);
  }

  static SqlSelect select(List<SqlNode> items, @Nullable SqlNode from) {
    return new SqlSelect(
        ZERO,
        SqlNodeList.EMPTY,
        new SqlNodeList(items, ZERO),
        from,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// Found by reflection, by its argument's type.
  public Result visit(ComputedOnce once) {
    SqlNode query = visitInput(once, 0).asStatement();
    return result(once.select(query), List.of(Clause.FROM), once, null);
  }

  /// A view of DuckDB's. Found by reflection, by its argument's type.
  public Result visit(PlanLeaf leaf) {
    return result(new SqlIdentifier(leaf.view(), ZERO), List.of(Clause.FROM), leaf, null);
  }
}
