package io.tributary.gateway.planner.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlOperatorTables;

/// The operators and functions of a query: standard SQL's as Calcite knows them, and every other
/// function of DuckDB's under its own name.
///
/// Where both know a name, standard SQL's mostly stays: it has the syntax, as in `TRIM(BOTH ' '
/// FROM x)`, and the rewrites.
public final class DuckDbFunctions {

  /// Names that standard SQL has for another meaning, for results of other types, or for a syntax
  /// that DuckDB does not have.
  private static final Set<String> OF_ANOTHER_MEANING =
      Set.of(
          "ascii",
          "char_length",
          "character_length",
          "exp",
          "first",
          "json_array",
          "json_exists",
          "json_object",
          "json_type",
          "mode",
          "json_value",
          "last",
          "ln",
          "log10",
          "mod",
          "power",
          "round",
          "sign",
          "sqrt",
          "translate",
          "typeof",
          "uuid");

  /// NULL where computing its argument fails.
  private static final SqlFunction TRY =
      new SqlFunction(
          "TRY",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0_FORCE_NULLABLE,
          InferTypes.RETURN_TYPE,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private final FunctionOracle oracle;
  private final SqlOperatorTable operators;
  private final Set<String> names = new TreeSet<>();
  private final Set<String> unrepeatable = new TreeSet<>();

  public DuckDbFunctions(FunctionOracle oracle) {
    this.oracle = oracle;
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
      if (!function.deterministic()) {
        unrepeatable.add(function.name());
      }
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
                Stream.of(SqlLibraryOperators.TRY_CAST, TRY))
            .toList());
  }

  public SqlOperatorTable operators() {
    return operators;
  }

  /// An aggregate that is no standard one.
  public SqlAggFunction aggregate(String name) {
    return operator(name, SqlAggFunction.class);
  }

  /// A function of one row that is no standard one.
  public SqlFunction function(String name) {
    return operator(name, DuckDbFunction.class);
  }

  private <T extends SqlOperator> T operator(String name, Class<T> kind) {
    return operators.getOperatorList().stream()
        .filter(operator -> operator.getName().equalsIgnoreCase(name))
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("DuckDB has no function " + name));
  }

  /// A session with the instance that knows them. It has no data and reaches none.
  public Connection connect() throws SQLException {
    return oracle.connect();
  }

  /// A parameter of a type as DuckDB spells it.
  public Field parameter(String name, String duckDbType) {
    Field typed =
        oracle
            .type("CAST(NULL AS %s)".formatted(duckDbType))
            .orElseThrow(() -> new IllegalStateException("DuckDB has no type " + duckDbType));
    return new Field(name, typed.getFieldType(), typed.getChildren());
  }

  /// Those of them that give something else in another query, such as `random` and `now`, in small
  /// letters.
  public Set<String> unrepeatable() {
    return unrepeatable;
  }

  /// All names that DuckDB knows, in small letters.
  public Set<String> names() {
    return names;
  }
}
