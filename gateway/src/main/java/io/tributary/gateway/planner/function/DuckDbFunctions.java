package io.tributary.gateway.planner.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;

/// The operators and functions of a query: standard SQL's as Calcite knows them, and every other
/// function of DuckDB's under its own name.
///
/// Where both know a name, standard SQL's mostly stays: it has the syntax, as in `TRIM(BOTH ' '
/// FROM x)`, and the rewrites.
public final class DuckDbFunctions {

  /// Where standard SQL's function of the same name has another type or meaning.
  private static final Set<String> OTHERWISE_IN_DUCKDB =
      Set.of(
          "mod",
          "sqrt",
          "power",
          "round",
          "sign",
          "char_length",
          "character_length",
          "ascii",
          "exp",
          "ln",
          "log10");

  private final SqlOperatorTable operators;
  private final Set<String> names = new TreeSet<>();

  public DuckDbFunctions(FunctionOracle oracle) {
    Set<String> standard = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Stream.concat(
            SqlStdOperatorTable.instance().getOperatorList().stream()
                .filter(SqlFunction.class::isInstance),
            specialSyntax().getOperatorList().stream())
        .map(SqlOperator::getName)
        .forEach(standard::add);
    List<SqlOperator> functions = new ArrayList<>();
    standard.removeAll(OTHERWISE_IN_DUCKDB);
    for (FunctionOracle.Function function : oracle.functions()) {
      names.add(function.name());
      if (standard.contains(function.name()) && !KeywordFunctions.isKeyword(function.name())) {
        continue;
      }
      String spelling =
          KeywordFunctions.isKeyword(function.name())
              ? KeywordFunctions.disguised(function.name())
              : function.name();
      functions.add(
          function.aggregate()
              ? new DuckDbAggregate(function, spelling, oracle)
              : new DuckDbFunction(function, spelling, oracle));
    }
    operators =
        SqlOperatorTables.chain(
            SqlOperatorTables.of(
                functions.stream()
                    .filter(function -> OTHERWISE_IN_DUCKDB.contains(function.getName()))
                    .toList()),
            SqlStdOperatorTable.instance(),
            specialSyntax(),
            SqlOperatorTables.of(functions));
  }

  /// Operators that are no plain functions: `::`, `ILIKE`, `TRY_CAST`, and aggregates with an ORDER
  /// BY of their own.
  private static SqlOperatorTable specialSyntax() {
    Predicate<SqlOperator> special =
        operator ->
            operator.getSyntax() != SqlSyntax.FUNCTION
                || operator.equals(SqlLibraryOperators.STRING_AGG)
                || operator.equals(SqlLibraryOperators.ARRAY_AGG);
    return SqlOperatorTables.of(
        Stream.concat(
                SqlLibraryOperatorTableFactory.INSTANCE
                    .getOperatorTable(SqlLibrary.POSTGRESQL)
                    .getOperatorList()
                    .stream()
                    .filter(special),
                Stream.of(SqlLibraryOperators.TRY_CAST))
            .toList());
  }

  public SqlOperatorTable operators() {
    return operators;
  }

  /// All names that DuckDB knows, in small letters.
  public Set<String> names() {
    return names;
  }
}
