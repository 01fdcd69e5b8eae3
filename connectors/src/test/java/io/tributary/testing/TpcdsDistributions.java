package io.tributary.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The council's distributions as far as its templates name them, each the values of a column.
final class TpcdsDistributions {

  /// Before a category, the distribution of its classes.
  private static final String CLASSES_OF = "classes of ";

  private final Connection data;
  private final Map<String, List<String>> known = new HashMap<>();

  /// @param data a DuckDB that holds the tables
  TpcdsDistributions(Connection data) {
    this.data = data;
  }

  /// How many values a distribution or rows a table has.
  ///
  /// @param name such as `active_states` or `STORE`
  int size(String name, String statement) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "active_counties" -> values("fips_county", 2, statement).size();
      case "active_states" -> values("fips_county", 3, statement).size();
      case "active_cities" -> values("cities", 1, statement).size();
      case "categories" -> values("categories", 1, statement).size();
      default -> Integer.parseInt(query("SELECT count(*) FROM " + name).getFirst());
    };
  }

  /// @param member which of a distribution's columns, from 1
  /// @param statement the query, where it matters which of its columns is meant
  List<String> values(String distribution, int member, String statement) {
    if (distribution.startsWith(CLASSES_OF)) {
      return distinct("i_class", "i_category = '%s'".formatted(distribution.substring(11)));
    }
    return switch (distribution) {
      case "categories" ->
          member == 1
              ? distinct("i_category")
              : distinct("i_category").stream().map(name -> CLASSES_OF + name).toList();
      case "cities" -> distinct(firstIn(statement, "s_city", "ca_city"));
      case "colors" -> distinct("i_color");
      case "education" -> distinct("cd_education_status");
      case "fips_county" ->
          switch (member) {
            case 2 -> distinct(firstIn(statement, "s_county", "cc_county", "ca_county"));
            case 3 -> distinct(firstIn(statement, "s_state", "w_state", "ca_state"));
            case 6 -> distinct(firstIn(statement, "s_gmt_offset", "ca_gmt_offset"));
            default ->
                throw new IllegalArgumentException("no member %d of counties".formatted(member));
          };
      case "gender" -> distinct("cd_gender");
      case "i_manager_id" -> distinct("i_manager_id");
      case "marital_status" -> distinct("cd_marital_status");
      case "return_reasons" -> distinct("r_reason_desc");
      case "ship_mode_carrier" -> distinct("sm_carrier");
      case "sizes" -> distinct("i_size");
      case "stores" -> distinct("s_store_name");
      case "units" -> distinct("i_units");
      default -> throw new IllegalArgumentException("unknown distribution " + distribution);
    };
  }

  private static String firstIn(String statement, String... columns) {
    return Stream.of(columns)
        .filter(statement::contains)
        .findFirst()
        .orElse(columns[columns.length - 1]);
  }

  private List<String> distinct(String column) {
    return distinct(column, "true");
  }

  private List<String> distinct(String column, String condition) {
    String table =
        query("SELECT table_name FROM duckdb_columns() WHERE column_name = '%s'".formatted(column))
            .getFirst();
    return query(
        "SELECT DISTINCT %1$s FROM %2$s WHERE %1$s IS NOT NULL AND %3$s ORDER BY 1"
            .formatted(column, table, condition));
  }

  private List<String> query(String sql) {
    return known.computeIfAbsent(sql, this::run);
  }

  private List<String> run(String sql) {
    try (Statement query = data.createStatement();
        ResultSet rows = query.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB failed at " + sql, e);
    }
  }
}
