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
/// Where both know a name, standard SQL's stays: it has the syntax, as in `TRIM(BOTH ' ' FROM x)`,
/// and the rewrites.
public final class DuckDbFunctions {

  /// Names that standard SQL has for another meaning, or for a syntax that DuckDB does not have.
  private static final Set<String> OF_ANOTHER_MEANING =
      Set.of(
          "first",
          "last",
          "json_array",
          "json_exists",
          "json_object",
          "json_value",
          "translate",
          "typeof",
          "uuid");

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
    for (FunctionOracle.Function function : oracle.functions()) {
      names.add(function.name());
      if (standard.contains(function.name()) && !OF_ANOTHER_MEANING.contains(function.name())) {
        continue;
      }
      functions.add(
          function.aggregate()
              ? new DuckDbAggregate(function, oracle)
              : new DuckDbFunction(function, oracle));
    }
    operators =
        SqlOperatorTables.chain(
            new StandardOperators(OF_ANOTHER_MEANING),
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
