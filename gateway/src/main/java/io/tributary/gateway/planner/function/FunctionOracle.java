package io.tributary.gateway.planner.function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/// A DuckDB instance that is only asked what functions there are and what they give. Asking takes
/// about a millisecond; answers are remembered.
public final class FunctionOracle implements AutoCloseable {

  private static final int MOST_ANSWERS = 20_000;

  /// Functions that tell of the instance that runs a query, or change it, and not of its data.
  private static final Set<String> OF_THE_INSTANCE =
      Set.of(
          "checkpoint",
          "current_connection_id",
          "current_database",
          "current_query",
          "current_query_id",
          "current_schemas",
          "current_setting",
          "current_transaction_id",
          "currval",
          "force_checkpoint",
          "getenv",
          "getvariable",
          "in_search_path",
          "nextval",
          "parse_duckdb_log_message",
          "sleep_ms",
          "txid_current",
          "version",
          "write_log");

  /// A function of DuckDB's.
  ///
  /// @param deterministic gives the same for the same arguments
  record Function(String name, boolean aggregate, boolean deterministic) {

    /// How a call begins; an operator is called like a function when it is in quotes.
    String spelling() {
      return Character.isJavaIdentifierStart(name.charAt(0)) ? name : '"' + name + '"';
    }
  }

  private final DuckDBConnection duckDb;
  private final BufferAllocator allocator;
  private final Cache<String, Optional<Field>> answers =
      Caffeine.newBuilder().maximumSize(MOST_ANSWERS).build();

  /// Plans tell what is read of tables, and calls their types. Tables are empty only because they
  /// stand for others, a list that a call makes may be as long as memory, and after some optimizers
  /// DuckDB cannot write a plan down.
  private static final String UNWANTED_OPTIMIZERS =
      """
      SELECT string_agg(name, ',') FROM duckdb_optimizers()
      WHERE name NOT IN ('column_lifetime', 'cte_inlining', 'deliminator', 'filter_pullup',
        'filter_pushdown', 'materialized_cte', 'unused_columns')
      """;

  /// @param allocator used for schemas only, which hold no memory
  public FunctionOracle(BufferAllocator allocator) {
    this.allocator = allocator;
    try {
      duckDb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = duckDb.createStatement()) {
        statement.execute("SET enable_external_access = false");
        statement.execute("SET threads = 1");
        statement.execute("SET TimeZone = 'UTC'");
        try (ResultSet optimizers = statement.executeQuery(UNWANTED_OPTIMIZERS)) {
          optimizers.next();
          statement.execute("SET disabled_optimizers = '%s'".formatted(optimizers.getString(1)));
        }
      }
    } catch (SQLException e) {
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB did not start", e);
    }
  }

  /// Every function of data, and the operators that are functions too.
  synchronized List<Function> functions() {
    String sql =
        """
        SELECT lower(function_name),
               bool_or(function_type = 'aggregate'
                 OR lower(function_name) IN ('geomean', 'geometric_mean', 'json_group_array',
                   'json_group_object', 'variant_group_array', 'wavg', 'weighted_avg')),
               bool_and((stability IS NULL OR stability = 'CONSISTENT')
                 AND NOT contains(coalesce(macro_definition, ''), 'current_timestamp'))
        FROM duckdb_functions()
        WHERE function_type IN ('scalar', 'aggregate', 'macro')
          AND (regexp_full_match(function_name, '[A-Za-z_][A-Za-z0-9_]*')
            OR function_name IN ('&', '|', '~', '<<', '>>', '@>', '<@', '&&', '^@', '<->', '<=>', '~~~'))
        GROUP BY 1 ORDER BY 1
        """;
    try (Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Function> functions = new ArrayList<>();
      while (rows.next()) {
        if (isOfData(rows.getString(1))) {
          functions.add(new Function(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3)));
        }
      }
      return functions;
    } catch (SQLException e) {
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB does not list its functions", e);
    }
  }

  private static boolean isOfData(String function) {
    return !OF_THE_INSTANCE.contains(function)
        && !function.startsWith("pg_")
        && !function.startsWith("has_")
        && !function.startsWith("duckdb_");
  }

  /// What an expression of constants gives; empty where DuckDB refuses it.
  Optional<Field> type(String expression) {
    return answers.get(expression, this::ask);
  }

  private synchronized Optional<Field> ask(String expression) {
    try (Statement statement = duckDb.createStatement();
        DuckDBResultSet rows =
            (DuckDBResultSet)
                statement.executeQuery("SELECT %s AS result LIMIT 0".formatted(expression));
        ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, 1)) {
      return Optional.of(reader.getVectorSchemaRoot().getSchema().getFields().getFirst());
    } catch (SQLException | IOException e) {
      return Optional.empty();
    }
  }

  /// A session of its own, for questions about whole statements.
  Connection connect() throws SQLException {
    return duckDb.duplicate();
  }

  @Override
  public void close() {
    try {
      duckDb.close();
    } catch (SQLException e) {
      throw new GatewayException(ErrorCode.INTERNAL, "DuckDB did not end", e);
    }
  }
}
