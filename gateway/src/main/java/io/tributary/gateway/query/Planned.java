package io.tributary.gateway.query;

import io.tributary.connector.LocalSource;
import io.tributary.connector.Source;
import io.tributary.connector.TableName;
import io.tributary.gateway.execution.Execution;
import io.tributary.gateway.execution.MemoryBudget.Reservation;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import io.tributary.gateway.fragment.LocalTable;
import io.tributary.gateway.metadata.ConstantRows;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.QueryShape;
import io.tributary.gateway.planner.ResolvedTable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// What a request comes down to. Nothing in it belongs to one run, so it may be run many times.
final class Planned {
  /// Of numbers and short texts alike.
  private static final int BYTES_A_VALUE = 16;

  /// What a source works through in some milliseconds.
  private static final double MOST_LIGHT_ROWS = 10_000;

  private final FragmentedPlan plan;
  private final List<ResolvedTable> tables;
  private final List<ExplainedQuery.StayedOperator> stayed;
  private final boolean ofItsTime;
  private final Optional<String> unrepeatable;
  private final Optional<PlannedChange> change;
  private volatile @Nullable Schema result;
  private volatile @Nullable String digest;

  /// @param tables what the catalog was asked
  /// @param ofItsTime whether the time at which it was made is a constant of it
  /// @param unrepeatable why its rows are of use to nobody else, if they are not
  Planned(
      FragmentedPlan plan,
      List<ResolvedTable> tables,
      List<ExplainedQuery.StayedOperator> stayed,
      boolean ofItsTime,
      Optional<String> unrepeatable) {
    this(plan, tables, stayed, ofItsTime, unrepeatable, Optional.empty());
  }

  private Planned(
      FragmentedPlan plan,
      List<ResolvedTable> tables,
      List<ExplainedQuery.StayedOperator> stayed,
      boolean ofItsTime,
      Optional<String> unrepeatable,
      Optional<PlannedChange> change) {
    this.plan = plan;
    this.tables = List.copyOf(tables);
    this.stayed = List.copyOf(stayed);
    this.ofItsTime = ofItsTime;
    this.unrepeatable = unrepeatable;
    this.change = change;
  }

  /// A change of a table, with the plan of the query whose rows it writes.
  static Planned of(PlannedChange change) {
    Planned rows =
        change.rows().orElseGet(() -> inDuckDb("SELECT 0::BIGINT AS \"Count\"", List.of("Count")));
    return new Planned(
        rows.plan, rows.tables, rows.stayed, true, rows.unrepeatable, Optional.of(change));
  }

  /// Rows that are known already.
  static Planned of(ConstantRows rows) {
    return of(rows, Optional.empty());
  }

  /// Of rows that are known already those whose first column matches.
  static Planned of(ConstantRows rows, Optional<String> like) {
    return inDuckDb(
        rows.query(like), rows.columns().stream().map(ConstantRows.Column::name).toList());
  }

  /// SQL that DuckDB answers alone.
  static Planned inDuckDb(String sql, List<String> columns) {
    List<OutputColumn> output =
        IntStream.range(0, columns.size())
            .mapToObj(i -> new OutputColumn(columns.get(i), i))
            .toList();
    var plan =
        new FragmentedPlan.InDuckDb(List.of(), List.of(), List.of(), List.of(), sql, true, output);
    return new Planned(
        plan, List.of(), List.of(), false, Optional.of("it is about plans or the catalog"));
  }

  /// A plan of a shape's with the constants of one query.
  Planned filled(QueryShape shape) {
    var open = (FragmentedPlan.Native) plan;
    var filled =
        new Planned(
            open.rewritten(shape::fill), tables, stayed, ofItsTime, unrepeatable, Optional.empty());
    filled.result = result;
    return filled;
  }

  FragmentedPlan plan() {
    return plan;
  }

  List<ExplainedQuery.StayedOperator> stayed() {
    return stayed;
  }

  /// The sources that it reads and changes.
  List<Source> sources() {
    return Stream.concat(
            tables.stream().filter(table -> !table.isInPlan()).map(table -> table.found().source()),
            change.flatMap(PlannedChange::source).stream())
        .toList();
  }

  /// Whether it changes a table, and its only row says how many rows it was about.
  boolean isChange() {
    return change.isPresent();
  }

  /// An execution that has not begun.
  ///
  /// @param query names it in memory accounts and logs
  /// @param reserved until it is closed
  Execution execution(QueryExecutor executor, String query, Reservation reserved) {
    return change
        .flatMap(PlannedChange::change)
        .map(made ->
            executor.change(
                made, change.flatMap(PlannedChange::rows).map(Planned::plan), query, reserved))
        .orElseGet(() -> executor.execution(plan, query, reserved));
  }

  /// What sources send to DuckDB, roughly and before it is reduced by keys.
  double bytesFromSources() {
    return switch (plan) {
      case FragmentedPlan.Native _ -> 0;
      case FragmentedPlan.InDuckDb duckDb ->
          duckDb.fragments().stream()
              .mapToDouble(fragment ->
                  fragment.estimatedRows()
                      * fragment.arrowSchema().getFields().size()
                      * BYTES_A_VALUE)
              .sum();
    };
  }

  /// Changes are heavy: nobody knows how long the rows that they touch are locked.
  Weight weight() {
    boolean light =
        !isChange()
            && switch (plan) {
              case FragmentedPlan.Native only -> only.fragment().stepRows() <= MOST_LIGHT_ROWS;
              case FragmentedPlan.InDuckDb duckDb ->
                  duckDb.fragments().isEmpty() && duckDb.localTables().isEmpty();
            };
    return light ? Weight.LIGHT : Weight.HEAVY;
  }

  /// Whether it takes a DuckDB to run it.
  boolean needsDuckDb() {
    return plan instanceof FragmentedPlan.InDuckDb;
  }

  ExplainedQuery explained() {
    return Explaining.explain(plan, stayed);
  }

  /// The schema of its rows, found once.
  ///
  /// @param describe finds it
  Schema result(Function<FragmentedPlan, Schema> describe) {
    if (isChange()) {
      return QueryExecutor.changeSchema();
    }
    Schema known = result;
    if (known == null) {
      known = describe.apply(plan);
      result = known;
    }
    return known;
  }

  /// Tells it from all plans that give other rows.
  String digest() {
    String known = digest;
    if (known == null) {
      known = ResultKey.digest(plan);
      digest = known;
    }
    return known;
  }

  /// Whether it may serve again: not where it holds rows that were read, or the time, while
  /// planning.
  boolean isReusable() {
    return !ofItsTime && tables.stream().noneMatch(ResolvedTable::isInPlan);
  }

  /// Why its rows must not be given to who asks the same again, if they must not.
  Optional<String> unrepeatable() {
    return tables.stream().anyMatch(ResolvedTable::isInPlan)
        ? Optional.of("it reads an information_schema, which may change any moment")
        : unrepeatable;
  }

  /// The sources that it reads, each once and by name.
  SortedMap<String, Source> sourcesByName() {
    SortedMap<String, Source> byName = new TreeMap<>();
    tables.stream()
        .filter(table -> !table.isInPlan())
        .forEach(table -> byName.put(table.found().id().source(), table.found().source()));
    return byName;
  }

  /// The tables of a source that DuckDB reads in place.
  List<LocalTable> localTables(String source) {
    return localTables().stream().filter(table -> table.sourceName().equals(source)).toList();
  }

  /// Whether planning anew would be told the same by the catalog and by sources that DuckDB reads
  /// in place, whose files come and go.
  boolean isStillGood(Metadata metadata) {
    return tables.stream().allMatch(table -> table.isStillSo(metadata))
        && localTables().stream().allMatch(Planned::isStillSo);
  }

  private List<LocalTable> localTables() {
    return switch (plan) {
      case FragmentedPlan.Native _ -> List.of();
      case FragmentedPlan.InDuckDb duckDb -> duckDb.localTables();
    };
  }

  private static boolean isStillSo(LocalTable local) {
    TableMetadata table = local.table();
    TableId id = table.id();
    return table.source() instanceof LocalSource source
        && source.relation(new TableName(id.schema(), id.table())).equals(local.relation());
  }

  /// Roughly what it takes on the heap, the catalog's answers aside, which it shares.
  int bytes() {
    int characters = stayed.stream().mapToInt(operator -> operator.reason().length()).sum();
    switch (plan) {
      case FragmentedPlan.Native only -> characters += only.fragment().sql().length();
      case FragmentedPlan.InDuckDb duckDb -> {
        characters += duckDb.sql().length();
        characters += duckDb.fragments().stream().mapToInt(part -> part.sql().length()).sum();
        characters +=
            duckDb.fragments().stream()
                .flatMap(part -> part.reductions().stream())
                .mapToInt(reduction -> reduction.keySql().length())
                .sum();
        characters += duckDb.views().stream().mapToInt(view -> view.sql().length()).sum();
        characters += duckDb.shared().stream().mapToInt(rows -> rows.sql().length()).sum();
      }
    }
    return FIXED_BYTES + 2 * characters;
  }

  /// Schemas, names, lists.
  private static final int FIXED_BYTES = 4_096;
}
