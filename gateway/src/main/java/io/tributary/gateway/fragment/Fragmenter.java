package io.tributary.gateway.fragment;

import io.tributary.connector.AttachedDatabase;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import io.tributary.gateway.fragment.FragmentedPlan.View;
import io.tributary.gateway.metadata.InformationSchema;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.DuckDbStatement;
import io.tributary.gateway.planner.OperatorNames;
import io.tributary.gateway.planner.OptimizedPlan;
import io.tributary.gateway.planner.SourceBoundary;
import io.tributary.gateway.planner.SourceTable;
import io.tributary.gateway.planner.type.ArrowTypes;
import io.tributary.gateway.planner.whole.WholeStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlDialect;

/// Cuts one plan into fragments.
public final class Fragmenter {
  private static final String SHARED_ROWS = "shared_rows";

  private final OptimizedPlan plan;
  private final List<FragmentUse> reads = new ArrayList<>();
  private final List<LocalTable> localTables = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final Map<TableId, LocalRelation> relations = new HashMap<>();
  private final Set<String> usedNames = new HashSet<>();

  private Fragmenter(OptimizedPlan plan) {
    this.plan = plan;
  }

  public static FragmentedPlan fragment(OptimizedPlan plan) {
    return new Fragmenter(plan).cut();
  }

  private FragmentedPlan cut() {
    List<OutputColumn> output =
        plan.output().stream()
            .map(column -> new OutputColumn(column.name(), column.index()))
            .toList();
    if (plan.root() instanceof SourceBoundary boundary && plan.onlySource().isPresent()) {
      return new FragmentedPlan.Native(sourceSql(boundary).fragment(1, 1, List.of()), output);
    }
    keepClearOfViews(plan.root());
    if (plan.root() instanceof DuckDbStatement whole) {
      return new FragmentedPlan.InDuckDb(
          fragmentsOf(whole),
          localTables,
          views,
          List.of(),
          whole.statement().sql(),
          false,
          output);
    }
    RelNode leaves = withLeaves(plan.root());
    var fragmentReads = new FragmentReads(reads, leaves);
    SharedRows shared = SharedRows.of(leaves, fragmentReads.keys(), rel -> leaf(rel, SHARED_ROWS));
    List<Fragment> fragments = fragmentReads.fragments(shared);
    for (FragmentUse read : reads) {
      views.add(view(read.leaf(), Fragment.relation(read.fragment()), read.fragment()));
    }
    String sql = SqlUnparser.sql(shared.readIn(leaves), DuckDbDialect.INSTANCE);
    return new FragmentedPlan.InDuckDb(
        fragments, localTables, views, shared.definitions(), sql, true, output);
  }

  /// How often DuckDB reads a fragment of a whole statement is its own choice, so none is a stream.
  private List<Fragment> fragmentsOf(DuckDbStatement whole) {
    List<Fragment> fragments = new ArrayList<>();
    List<WholeStatement.Read> tables = whole.statement().reads();
    tables.forEach(table -> usedNames.add(table.view()));
    for (int i = 0; i < tables.size(); i++) {
      int before = reads.size();
      RelNode leaves = withLeaves(whole.getInput(i));
      int id = View.OF_NO_FRAGMENT;
      if (reads.size() > before) {
        FragmentUse read = reads.getLast();
        id = fragments.size() + 1;
        read.readsFrom(id);
        fragments.add(read.asked().fragment(id, 2, List.of()));
        views.add(view(read.leaf(), Fragment.relation(id), id));
      }
      views.add(view(tables.get(i), whole.getInput(i), leaves, id));
    }
    return fragments;
  }

  /// Views of an attached database must find their own tables, not what this plan names.
  private void keepClearOfViews(RelNode rel) {
    if (rel instanceof TableScan scan) {
      relationOf(scan)
          .database()
          .ifPresent(database -> keepClearOf(database, SourceTable.of(scan).metadata().id()));
    }
    if (!(rel instanceof SourceBoundary)) {
      rel.getInputs().forEach(this::keepClearOfViews);
    }
  }

  private void keepClearOf(AttachedDatabase database, TableId view) {
    database.names().stream()
        .filter(name -> name.startsWith(Fragment.RELATION_PREFIX))
        .findFirst()
        .ifPresent(name -> {
          throw new GatewayException(
              ErrorCode.NOT_SUPPORTED,
              "the view %s cannot be read: its database has a table named %s, which queries use for themselves; rename it"
                  .formatted(view, name));
        });
    usedNames.addAll(database.names());
  }

  /// All columns of a table, those that nobody reads without their values.
  private static View view(WholeStatement.Read read, RelNode rows, RelNode leaves, int fragment) {
    List<String> given = rows.getRowType().getFieldNames();
    List<String> leafColumns = leaves.getRowType().getFieldNames();
    List<String> items = new ArrayList<>();
    List<ColumnDescription> columns = read.table().description().columns();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      int index = given.indexOf(name);
      String value =
          index < 0
              ? "CAST(NULL AS %s)".formatted(read.types().get(i))
              : DuckDbDialect.quoted(leafColumns.get(index));
      items.add(value + " AS " + DuckDbDialect.quoted(name));
    }
    String sql = SqlUnparser.sql(leaves, DuckDbDialect.INSTANCE);
    return new View(
        read.view(), "SELECT %s FROM (%s)".formatted(String.join(", ", items), sql), fragment);
  }

  private RelNode withLeaves(RelNode rel) {
    return switch (rel) {
      case SourceBoundary boundary -> {
        PlanLeaf leaf = leaf(rel, boundary.source() + "_rows");
        reads.add(new FragmentUse(leaf, sourceSql(boundary)));
        yield leaf;
      }
      case TableScan scan -> {
        PlanLeaf leaf = leaf(rel, scan.getTable().getQualifiedName().getLast());
        views.add(view(leaf, relation(scan).sql(), View.OF_NO_FRAGMENT));
        yield leaf;
      }
      default ->
          rel.copy(rel.getTraitSet(), rel.getInputs().stream().map(this::withLeaves).toList());
    };
  }

  /// A view of its own for each place that reads a relation.
  private PlanLeaf leaf(RelNode rel, String preferredName) {
    // No view may be called as a fragment's relation is.
    boolean taken = preferredName.toLowerCase(Locale.ROOT).startsWith(Fragment.RELATION_PREFIX);
    String name = unique(taken ? "_" + preferredName : preferredName);
    List<String> columns = rel.getRowType().getFieldNames().stream().map(this::unique).toList();
    return new PlanLeaf(
        rel, name, PlanLeaf.renamed(rel.getCluster().getTypeFactory(), rel.getRowType(), columns));
  }

  private static View view(PlanLeaf leaf, String relation, int fragment) {
    List<String> from = leaf.original().getRowType().getFieldNames();
    List<String> to = leaf.getRowType().getFieldNames();
    var items = new ArrayList<String>();
    for (int i = 0; i < from.size(); i++) {
      String column = DuckDbDialect.quoted(from.get(i));
      items.add(
          from.get(i).equals(to.get(i))
              ? column
              : column + " AS " + DuckDbDialect.quoted(to.get(i)));
    }
    String sql = "SELECT %s FROM %s".formatted(String.join(", ", items), relation);
    return new View(leaf.view(), sql, fragment);
  }

  private String unique(String preferred) {
    String name = preferred;
    for (int i = 2; !usedNames.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = preferred + "_" + i;
    }
    return name;
  }

  private LocalRelation relation(TableScan scan) {
    TableMetadata table = SourceTable.of(scan).metadata();
    LocalRelation relation = relationOf(scan);
    // Its rows are in the relation: nothing is read when the query runs.
    return table.source() instanceof InformationSchema
        ? relation
        : localTable(scan, table, relation).relation();
  }

  private LocalRelation relationOf(TableScan scan) {
    TableMetadata table = SourceTable.of(scan).metadata();
    return relations.computeIfAbsent(
        table.id(),
        id -> ((LocalSource) table.source()).relation(new TableName(id.schema(), id.table())));
  }

  private LocalTable localTable(TableScan scan, TableMetadata table, LocalRelation relation) {
    for (LocalTable known : localTables) {
      if (known.sourceName().equals(table.id().source()) && known.relation().equals(relation)) {
        return known;
      }
    }
    var local =
        new LocalTable(
            localTables.size() + 1,
            table,
            relation,
            scan.estimateRowCount(scan.getCluster().getMetadataQuery()));
    localTables.add(local);
    return local;
  }

  private SourceSql sourceSql(SourceBoundary boundary) {
    SqlSource source = sqlSource(boundary.source());
    SqlDialectTraits traits = source.dialect();
    boolean materializes = traits.operators().contains(SqlOperation.MATERIALIZED_QUERY);
    RelNode asked = materializes ? ComputedOnce.mark(boundary.getInput()) : boundary.getInput();
    RelNode rel = SourceSpelling.spell(ByteOrder.enforce(asked, traits.textOrder()), traits);
    var operators = new ArrayList<String>();
    operators(boundary.getInput(), operators);
    return new SourceSql(
        boundary.source(),
        source,
        SqlUnparser.sql(rel, dialect(traits)),
        traits.operators().contains(SqlOperation.RANGED_SCAN)
            ? TableRows.of(boundary.getInput(), rel, dialect(traits))
            : Optional.empty(),
        ArrowTypes.toArrow(boundary.getRowType()),
        DerivedRows.areJoinedIn(boundary.getInput()),
        boundary.getCluster().getMetadataQuery().getRowCount(boundary),
        StepRows.most(boundary.getInput()),
        operators);
  }

  private SqlSource sqlSource(String name) {
    return sqlSource(plan, name);
  }

  static SqlSource sqlSource(OptimizedPlan plan, String name) {
    TableMetadata table = plan.sources().get(name);
    if (table == null || !(table.source() instanceof SqlSource source)) {
      throw new IllegalStateException("%s takes no SQL".formatted(name));
    }
    return source;
  }

  static SqlDialect dialect(SqlDialectTraits traits) {
    return switch (traits.product()) {
      case GENERIC -> new GenericDialect(traits);
      case H2 -> new H2Dialect(traits);
      case MYSQL -> new MySqlDialect(traits);
      case POSTGRESQL -> new PostgreSqlDialect(traits);
      case SQLITE -> new SqliteDialect(traits);
      case TRINO -> new TrinoDialect(traits);
    };
  }

  private static void operators(RelNode rel, List<String> names) {
    rel.getInputs().forEach(input -> operators(input, names));
    names.add(rel instanceof TableScan scan ? "scan " + name(scan) : OperatorNames.of(rel));
  }

  private static String name(TableScan scan) {
    TableMetadata table = SourceTable.of(scan).metadata();
    return table.query().isPresent()
        ? NativeQuery.FUNCTION
        : table.id().schema() + "." + table.id().table();
  }
}
