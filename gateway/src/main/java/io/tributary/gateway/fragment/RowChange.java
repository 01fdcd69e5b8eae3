package io.tributary.gateway.fragment;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.TableName;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.SourceBoundary;
import io.tributary.gateway.planner.SourceTable;
import io.tributary.gateway.planner.type.ArrowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/// Rows of one table and values for them, as their source is told to find and to compute them.
///
/// @param values in the order of the plan's columns
/// @param where with its first word; empty for all rows
public record RowChange(List<Value> values, String where) {

  /// What is computed of a row.
  ///
  /// @param sql in the source's dialect
  /// @param type as DuckDB has it
  /// @param reads the columns that it is computed from
  /// @param copied the column that it is, if it is one as it stands
  public record Value(
      String sql, Field type, Set<String> reads, Optional<ColumnDescription> copied) {
    public Value {
      reads = Set.copyOf(reads);
    }
  }

  public RowChange {
    values = List.copyOf(values);
  }

  /// Whether a plan is known to give no rows.
  public static boolean isOfNoRows(OptimizedPlan plan) {
    return plan.root() instanceof Values values && values.getTuples().isEmpty();
  }

  /// What a plan reads, where one source reads it all and its rows are those of a table.
  public static Optional<RowChange> of(OptimizedPlan plan, TableName table) {
    if (!(plan.root() instanceof SourceBoundary boundary)) {
      return Optional.empty();
    }
    SqlDialectTraits traits = Fragmenter.sqlSource(plan, boundary.source()).dialect();
    SqlDialect dialect = Fragmenter.dialect(traits);
    RelNode read = boundary.getInput();
    RelNode spelled = SourceSpelling.spell(ByteOrder.enforce(read, traits.textOrder()), traits);
    return Rows.of(read, join -> Rows.keepsRows(join) && Rows.isOfPlainTables(join))
        .filter(meant -> meant.isOf(table))
        .flatMap(
            meant -> Rows.of(spelled, _ -> true).flatMap(rows -> of(plan, meant, rows, dialect)));
  }

  private static Optional<RowChange> of(
      OptimizedPlan plan, Rows meant, Rows rows, SqlDialect dialect) {
    Optional<SqlSelect> query =
        rows.query(dialect)
            .map(read -> SqlUnparser.ofPlainTables(read, dialect))
            .filter(SqlSelect.class::isInstance)
            .map(SqlSelect.class::cast)
            .filter(read -> read.getFrom() instanceof SqlIdentifier);
    if (query.isEmpty()) {
      return Optional.empty();
    }
    SqlSelect select = query.get();
    List<ColumnDescription> columns = SourceTable.of(meant.scan).metadata().description().columns();
    List<Value> values = new ArrayList<>();
    for (OptimizedPlan.OutputColumn column : plan.output()) {
      values.add(
          new Value(
              SqlUnparser.sql(unnamed(select.getSelectList().get(column.index())), dialect),
              meant.type(column.index()),
              meant.reads(column.index()).asList().stream()
                  .map(columns::get)
                  .map(ColumnDescription::name)
                  .collect(Collectors.toSet()),
              meant.copied(column.index()).map(columns::get)));
    }
    List<SqlNode> conditions = new ArrayList<>();
    if (select.getWhere() != null) {
      conditions.add(select.getWhere());
    }
    for (Match match : rows.matches) {
      Optional<SqlNode> matches = existence(rows.scan, match, dialect);
      if (matches.isEmpty()) {
        return Optional.empty();
      }
      conditions.add(matches.get());
    }
    return Optional.of(
        new RowChange(
            values,
            conditions.stream()
                .reduce((one, other) ->
                    SqlStdOperatorTable.AND.createCall(SqlParserPos.ZERO, one, other))
                .map(all -> " WHERE " + SqlUnparser.condition(all, dialect))
                .orElse("")));
  }

  private static SqlNode unnamed(SqlNode item) {
    return item instanceof SqlBasicCall call && call.getKind() == SqlKind.AS
        ? call.operand(0)
        : item;
  }

  /// Rows of the same source, of which a row of the table must have one, or none.
  ///
  /// @param condition over the table's columns and theirs
  private record Match(JoinRelType type, RelNode others, RexNode condition) {}

  /// Rows of the same source, of which a row of the table has one at most, for its values to be
  /// computed from.
  ///
  /// @param condition over the table's columns and theirs
  /// @param first the place of their columns behind the table's and those of other rows
  private record LookUp(RelNode others, RexNode condition, int first) {
    int end() {
      return first + others.getRowType().getFieldCount();
    }

    /// Their columns as sub-queries of a row; empty where that cannot be written.
    Optional<List<RexNode>> columns(TableScan table, SqlDialect dialect) {
      return existence(table, new Match(JoinRelType.SEMI, others, condition), dialect)
          .filter(SqlCall.class::isInstance)
          .map(exists -> ((SqlCall) exists).operand(0))
          .filter(SqlSelect.class::isInstance)
          .map(found ->
              others.getRowType().getFieldList().stream()
                  .map(column -> column(column, (SqlSelect) found, builder(table)))
                  .toList());
    }

    private RexNode column(RelDataTypeField column, SqlSelect found, RexBuilder builder) {
      SqlSelect query = (SqlSelect) found.clone(SqlParserPos.ZERO);
      query.setSelectList(SqlNodeList.of(new SqlIdentifier(column.getName(), SqlParserPos.ZERO)));
      RelDataType type = builder.getTypeFactory().createTypeWithNullability(column.getType(), true);
      return builder.makeCall(type, new Found(first + column.getIndex(), query), List.of());
    }
  }

  /// One column of the row that a query finds, or NULL.
  private static final class Found extends SqlFunction {
    private final SqlSelect query;

    Found(int column, SqlSelect query) {
      super(
          "found_" + column,
          SqlKind.OTHER_FUNCTION,
          binding -> binding.getTypeFactory().createSqlType(SqlTypeName.ANY),
          null,
          OperandTypes.NILADIC,
          SqlFunctionCategory.SYSTEM);
      this.query = query;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
      query.unparse(writer, 0, 0);
      writer.endList(frame);
    }
  }

  /// What is true of a table's rows that match.
  private static Optional<SqlNode> existence(TableScan table, Match match, SqlDialect dialect) {
    RelNode found =
        LogicalJoin.create(table, match.others, List.of(), match.condition, Set.of(), match.type);
    return SqlUnparser.ofPlainTables(found, dialect) instanceof SqlSelect select
            && select.getFrom() instanceof SqlIdentifier
        ? Optional.ofNullable(select.getWhere())
        : Optional.empty();
  }

  /// Values and conditions over the columns of a table, and of what is looked up for its rows.
  private record Rows(
      TableScan scan,
      List<RexNode> values,
      List<RexNode> conditions,
      List<Match> matches,
      List<LookUp> lookUps) {

    /// @param joins which of them give each row once at most
    static Optional<Rows> of(RelNode rel, Predicate<Join> joins) {
      return switch (rel) {
        case TableScan scan ->
            Optional.of(
                new Rows(
                    scan,
                    builder(scan).identityProjects(scan.getRowType()),
                    List.of(),
                    List.of(),
                    List.of()));
        case Filter filter ->
            of(filter.getInput(), joins).map(rows -> rows.where(filter.getCondition()));
        case Project project when !project.containsOver() ->
            of(project.getInput(), joins).map(rows -> rows.select(project.getProjects()));
        case Join join when joins.test(join) ->
            of(join.getLeft(), joins).flatMap(rows -> rows.joined(join));
        default -> Optional.empty();
      };
    }

    /// Whether a join gives each row of its left input once at most: by `EXISTS`; by `IN`, which is
    /// a join with keys that are each there once; or with what a sub-query gives for it.
    private static boolean keepsRows(Join join) {
      return switch (join.getJoinType()) {
        case SEMI, ANTI -> true;
        case INNER, LEFT -> {
          RelMetadataQuery known = join.getCluster().getMetadataQuery();
          ImmutableBitSet keys = ImmutableBitSet.of(join.analyzeCondition().rightKeys);
          yield Boolean.TRUE.equals(known.areColumnsUnique(join.getRight(), keys));
        }
        default -> false;
      };
    }

    private boolean isOf(TableName table) {
      TableId id = SourceTable.of(scan).metadata().id();
      return id.schema().equals(table.schema()) && id.table().equals(table.table());
    }

    /// What reads columns as text would have to say so of those of the others alone, and a query in
    /// the source's own SQL is only read where nothing can be written.
    private static boolean isOfPlainTables(RelNode rel) {
      return RelOptUtil.findTables(rel).stream()
          .map(table -> table.unwrap(SourceTable.class))
          .allMatch(table ->
              table != null
                  && table.metadata().query().isEmpty()
                  && table.metadata().description().columns().stream()
                      .allMatch(column -> column.readAsTextBecause().isEmpty()));
    }

    private Rows where(RexNode condition) {
      List<RexNode> all = new ArrayList<>(conditions);
      all.add(condition.accept(new Inserting(values)));
      return new Rows(scan, values, all, matches, lookUps);
    }

    private Rows select(List<RexNode> expressions) {
      return new Rows(scan, new Inserting(values).apply(expressions), conditions, matches, lookUps);
    }

    /// Empty where what was looked up would tell what else is.
    private Optional<Rows> joined(Join join) {
      int own = scan.getRowType().getFieldCount();
      ImmutableBitSet asked = RelOptUtil.InputFinder.bits(join.getCondition());
      if (asked.asList().stream()
          .filter(column -> column < values.size())
          .anyMatch(
              column -> RelOptUtil.InputFinder.bits(values.get(column)).nextSetBit(own) >= 0)) {
        return Optional.empty();
      }
      List<RelDataTypeField> columns = join.getRight().getRowType().getFieldList();
      List<RexNode> places = new ArrayList<>(values);
      columns.forEach(c -> places.add(new RexInputRef(own + c.getIndex(), c.getType())));
      RexNode condition = join.getCondition().accept(new Inserting(places));
      List<Match> matching = new ArrayList<>(matches);
      switch (join.getJoinType()) {
        case ANTI, SEMI -> matching.add(new Match(join.getJoinType(), join.getRight(), condition));
        case INNER -> matching.add(new Match(JoinRelType.SEMI, join.getRight(), condition));
        default -> {}
      }
      if (!join.getJoinType().projectsRight()) {
        return Optional.of(new Rows(scan, values, conditions, matching, lookUps));
      }
      int first = lookUps.isEmpty() ? own : lookUps.getLast().end();
      List<RexNode> joined = new ArrayList<>(values);
      List<RelDataTypeField> all = join.getRowType().getFieldList();
      for (RelDataTypeField column : columns) {
        RelDataType type = all.get(values.size() + column.getIndex()).getType();
        joined.add(new RexInputRef(first + column.getIndex(), type));
      }
      List<LookUp> looking = new ArrayList<>(lookUps);
      looking.add(new LookUp(join.getRight(), condition, first));
      return Optional.of(new Rows(scan, joined, conditions, matching, looking));
    }

    /// The columns of the table that a value depends on.
    private ImmutableBitSet reads(int value) {
      ImmutableBitSet bits = RelOptUtil.InputFinder.bits(values.get(value));
      for (LookUp lookUp : lookUps) {
        if (bits.intersects(ImmutableBitSet.range(lookUp.first, lookUp.end()))) {
          bits = bits.union(RelOptUtil.InputFinder.bits(lookUp.condition));
        }
      }
      return bits.intersect(ImmutableBitSet.range(scan.getRowType().getFieldCount()));
    }

    /// The column of the table that a value is as it stands.
    private Optional<Integer> copied(int value) {
      return Optional.of(values.get(value))
          .filter(RexInputRef.class::isInstance)
          .map(ref -> ((RexInputRef) ref).getIndex())
          .filter(column -> column < scan.getRowType().getFieldCount());
    }

    Field type(int value) {
      RelDataType row =
          scan.getCluster()
              .getTypeFactory()
              .builder()
              .add("value", values.get(value).getType())
              .build();
      return ArrowTypes.toArrow(row).getFields().getFirst();
    }

    /// One filter and one projection over the table; empty where that cannot be written.
    Optional<RelNode> query(SqlDialect dialect) {
      List<RexNode> columns = asText();
      for (LookUp lookUp : lookUps) {
        Optional<List<RexNode>> found = lookUp.columns(scan, dialect);
        if (found.isEmpty()) {
          return Optional.empty();
        }
        columns.addAll(found.get());
      }
      RexShuttle places = new Inserting(columns);
      RelNode filtered =
          conditions.isEmpty()
              ? scan
              : LogicalFilter.create(
                  scan, RexUtil.composeConjunction(builder(scan), places.apply(conditions)));
      List<String> names =
          IntStream.range(0, values.size()).mapToObj(i -> "changed value " + i).toList();
      return Optional.of(
          LogicalProject.create(filtered, List.of(), places.apply(values), names, Set.of()));
    }

    /// The table's columns, with a cast of those that are read as text.
    private List<RexNode> asText() {
      RexBuilder builder = builder(scan);
      List<ColumnDescription> columns = SourceTable.of(scan).metadata().description().columns();
      List<RexNode> all = new ArrayList<>(builder.identityProjects(scan.getRowType()));
      RelDataType text = builder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).readAsTextBecause().isPresent()) {
          all.set(i, builder.makeAbstractCast(text, all.get(i), false));
        }
      }
      return all;
    }
  }

  private static RexBuilder builder(RelNode rel) {
    return rel.getCluster().getRexBuilder();
  }

  /// Puts expressions into the places of columns.
  private static final class Inserting extends RexShuttle {
    private final List<RexNode> expressions;

    Inserting(List<RexNode> expressions) {
      this.expressions = expressions;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      return Objects.requireNonNull(expressions.get(column.getIndex()));
    }
  }
}
