package io.tributary.gateway.planner.whole;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.NearestNames;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.scope.Relation;
import io.tributary.gateway.planner.scope.TableAliases;
import io.tributary.gateway.planner.whole.WholeStatement.Read;
import io.tributary.v1.Value;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a statement as DuckDB does.
public final class StatementReader {

  /// A text of the statement may be as long as the statement.
  private static final StreamReadConstraints ANY_LENGTH =
      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

  /// DuckDB writes infinities and NaN as they are.
  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

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

  /// What DuckDB says of a parameter that may be anything.
  private static final String UNTOLD = "INVALID";

  private final DuckDbFunctions functions;

  public StatementReader(DuckDbFunctions functions) {
    this.functions = functions;
  }

  /// Where a statement's tables come from.
  public interface Tables {
    /// Finds a table by its name.
    TableMetadata find(List<String> name);

    /// Finds what a query in a source's own SQL gives.
    TableMetadata find(NativeQuery query);

    /// DuckDB's types of a table's columns.
    List<String> columnTypes(TableMetadata table);
  }

  /// A statement without values for its parameters.
  ///
  /// @param parameterTypes as DuckDB spells them
  /// @param ofNulls the statement with NULLs for values
  public record Unbound(List<String> parameterTypes, WholeStatement ofNulls) {}

  /// A statement over views of its tables.
  ///
  /// @throws GatewayException where it is none of DuckDB's, or asks for what is not data
  public WholeStatement read(String sql, List<Value> parameters, Tables tables) {
    return ask(sql, tables, session -> session.over(StatementText.literals(parameters)));
  }

  /// The types of what a statement takes and gives.
  ///
  /// @throws GatewayException where it is none of DuckDB's, or asks for what is not data
  public Unbound describe(String sql, Tables tables) {
    return ask(
        sql,
        tables,
        session -> {
          List<String> types = session.parameterTypes();
          return new Unbound(
              types, session.over(types.stream().map("CAST(NULL AS %s)"::formatted).toList()));
        });
  }

  private interface Question<T> {
    T ask(Session session) throws SQLException;
  }

  private <T> T ask(String sql, Tables tables, Question<T> question) {
    try (Connection duckDb = functions.connect()) {
      StatementTree tree = parse(duckDb, sql);
      refuseWhatIsNoData(tree);
      duckDb.setAutoCommit(false);
      T answer = question.ask(new Session(duckDb, sql, tree, tables, functions.unrepeatable()));
      duckDb.rollback();
      return answer;
    } catch (SQLException e) {
      throw Complaints.of(e);
    }
  }

  /// One statement, whose tables have empty ones in their place.
  private static final class Session {
    private final Connection duckDb;
    private final String sql;
    private final StatementTree tree;
    private final List<TableMetadata> tables = new ArrayList<>();
    private final List<List<String>> types = new ArrayList<>();
    private final List<String> views = new ArrayList<>();
    private final List<String> unrepeatable;

    Session(
        Connection duckDb,
        String sql,
        StatementTree tree,
        Tables source,
        Set<String> unrepeatableFunctions)
        throws SQLException {
      this.unrepeatable = tree.unrepeatable(unrepeatableFunctions);
      this.duckDb = duckDb;
      this.sql = sql;
      this.tree = tree;
      var text = new StatementText(sql);
      for (StatementTree.Table mention : tree.tables()) {
        tables.add(source.find(mention.name()));
      }
      for (StatementTree.NativeCall call : tree.nativeCalls()) {
        tables.add(source.find(call.query()));
      }
      for (TableMetadata table : tables) {
        types.add(source.columnTypes(table));
        views.add(text.unusedName("fragment_table_" + types.size()));
        standIn(duckDb, views.getLast(), table, types.getLast());
      }
    }

    /// The statement over the views.
    private StatementText text() {
      var text = new StatementText(sql);
      TableAliases aliases = aliases();
      int named = tree.tables().size();
      for (int i = 0; i < named; i++) {
        StatementTree.Table table = tree.tables().get(i);
        text.replaceTable(table, views.get(i), aliases.alias(table.relation()));
      }
      for (int i = named; i < views.size(); i++) {
        text.replaceCall(tree.nativeCalls().get(i - named), views.get(i));
      }
      text.qualifyColumns(tree.columns(), aliases);
      return text;
    }

    private TableAliases aliases() {
      Map<Relation, TableMetadata> unnamed = new HashMap<>();
      for (int i = 0; i < tree.tables().size(); i++) {
        StatementTree.Table table = tree.tables().get(i);
        if (!table.hasAlias()) {
          unnamed.put(table.relation(), tables.get(i));
        }
      }
      return new TableAliases(
          unnamed, tree.froms(), tree.columns().stream().map(StatementTree.Column::name).toList());
    }

    /// @param values of the parameters, as SQL
    WholeStatement over(List<String> values) throws SQLException {
      StatementText text = text();
      text.replaceParameters(tree.parameters(), values);
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
      return new WholeStatement(statement, reads, columns, unrepeatable);
    }

    List<String> parameterTypes() throws SQLException {
      List<String> parameters = new ArrayList<>();
      try (PreparedStatement statement = duckDb.prepareStatement(text().toString())) {
        ParameterMetaData metadata = statement.getParameterMetaData();
        for (int i = 1; i <= metadata.getParameterCount(); i++) {
          String type = metadata.getParameterTypeName(i);
          if (type.equals(UNTOLD)) {
            throw new GatewayException(
                ErrorCode.TYPE_MISMATCH,
                "a parameter's type cannot be told from its place: write CAST(? AS type)");
          }
          parameters.add(type);
        }
      }
      return parameters;
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
    } catch (StreamConstraintsException e) {
      throw Complaints.refused("the SQL is nested too deeply: take parts of it into WITH");
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
