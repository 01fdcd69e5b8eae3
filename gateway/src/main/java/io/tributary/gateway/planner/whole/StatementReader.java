package io.tributary.gateway.planner.whole;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.whole.WholeStatement.Read;
import io.tributary.v1.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// Reads a statement as DuckDB does.
public final class StatementReader {

  /// DuckDB writes infinities and NaN as they are.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /// What `duckdb_functions()` does not list.
  private static final Set<String> UNLISTED =
      Set.of(
          "cume_dist",
          "dense_rank",
          "fill",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "nth_value",
          "ntile",
          "percent_rank",
          "rank",
          "row_number",
          "struct_extract_at",
          "unnest");

  private final DuckDbFunctions functions;

  public StatementReader(DuckDbFunctions functions) {
    this.functions = functions;
  }

  /// A statement over views of its tables.
  ///
  /// @param table finds a table by its name
  /// @param columnTypes DuckDB's types of a table's columns
  /// @throws GatewayException where it is none of DuckDB's, or asks for what is not data
  public WholeStatement read(
      String sql,
      List<Value> parameters,
      Function<List<String>, TableMetadata> table,
      Function<TableMetadata, List<String>> columnTypes) {
    try (Connection duckDb = functions.connect()) {
      StatementTree tree = parse(duckDb, sql);
      refuseWhatIsNoData(tree);
      var text = new StatementText(sql);
      text.replaceParameters(tree.parameters(), parameters);
      List<TableMetadata> tables = new ArrayList<>();
      List<String> views = new ArrayList<>();
      List<List<String>> types = new ArrayList<>();
      for (StatementTree.Table mention : tree.tables()) {
        tables.add(table.apply(mention.name()));
        types.add(columnTypes.apply(tables.getLast()));
        views.add(text.unusedName("fragment_table_" + tables.size()));
        text.replaceTable(mention, views.getLast());
      }
      text.shortenColumns(tree.columns(), tree.tables());
      duckDb.setAutoCommit(false);
      for (int i = 0; i < views.size(); i++) {
        standIn(duckDb, views.get(i), tables.get(i), types.get(i));
      }
      String statement = text.toString();
      List<String> columns = columns(duckDb, statement);
      JsonNode plan = plan(duckDb, statement);
      List<Read> reads = new ArrayList<>();
      for (int i = 0; i < views.size(); i++) {
        Scans scans = scans(plan, views.get(i));
        reads.add(
            new Read(
                tables.get(i),
                views.get(i),
                types.get(i),
                scans.columns(types.get(i).size()),
                scans.filters()));
      }
      duckDb.rollback();
      return new WholeStatement(statement, reads, columns);
    } catch (SQLException e) {
      throw Complaints.of(e);
    }
  }

  private static StatementTree parse(Connection duckDb, String sql) throws SQLException {
    JsonNode answer = ask(duckDb, "json_serialize_sql", sql, "");
    JsonNode statements = answer.path("statements");
    if (answer.path("error").asBoolean(true) || statements.size() != 1) {
      throw Complaints.ofText(answer.path("error_message").asText("one query is taken at a time"));
    }
    return StatementTree.of(statements.get(0).path("node"));
  }

  private static JsonNode ask(Connection duckDb, String function, String sql, String options)
      throws SQLException {
    String question = "SELECT %s(%s%s)".formatted(function, StatementText.literal(sql), options);
    try (Statement statement = duckDb.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return JSON.readTree(row.getString(1));
    } catch (JacksonException e) {
      throw new IllegalStateException("DuckDB writes JSON that is none", e);
    }
  }

  private void refuseWhatIsNoData(StatementTree tree) {
    for (String function : tree.functions()) {
      boolean operator = function.codePoints().noneMatch(Character::isLetter);
      if (!operator
          && !functions.names().contains(function)
          && !UNLISTED.contains(function)
          && !tree.tableFunctions().contains(function)) {
        throw new GatewayException(
            ErrorCode.FUNCTION_NOT_FOUND,
            "function %s does not exist%s"
                .formatted(function, NearestNames.suggestion(function, functions.names())));
      }
    }
    for (String function : tree.tableFunctions()) {
      if (!TableFunctions.allow(function)) {
        throw Complaints.refused(TableFunctions.refusal(function));
      }
    }
    for (String relation : tree.unknownRelations()) {
      throw Complaints.refused(
          "%s is not supported in FROM".formatted(relation.toLowerCase(Locale.ROOT)));
    }
  }

  /// An empty table and the view of it that the statement names, as the query will have them.
  private static void standIn(
      Connection duckDb, String view, TableMetadata table, List<String> types) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = table.description().columns().get(i).name();
      columns.add("%s %s".formatted(StatementText.quoted(name), types.get(i)));
    }
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE %s(%s)".formatted(rows(view), String.join(", ", columns)));
      statement.execute("CREATE TEMP VIEW %s AS SELECT * FROM %s".formatted(view, rows(view)));
    }
  }

  private static String rows(String view) {
    return view + "_rows";
  }

  private static List<String> columns(Connection duckDb, String sql) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = duckDb.prepareStatement(sql)) {
      ResultSetMetaData metadata = statement.getMetaData();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        columns.add(metadata.getColumnLabel(i));
      }
    }
    return columns;
  }

  /// Empty where DuckDB does not tell: then all of every table is read.
  private static JsonNode plan(Connection duckDb, String sql) throws SQLException {
    return ask(duckDb, "json_serialize_plan", sql, ", optimize := true");
  }

  private static Scans scans(JsonNode plan, String view) {
    return plan.path("error").asBoolean(true)
        ? Scans.unknown()
        : Scans.of(plan.path("plans"), rows(view));
  }
}
