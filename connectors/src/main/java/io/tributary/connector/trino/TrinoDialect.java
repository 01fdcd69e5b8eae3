package io.tributary.connector.trino;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Trino's SQL, as far as it gives DuckDB's answers. Text compares by its UTF-8 bytes.
final class TrinoDialect {

  /// Of a source that shows one catalog, which is the session's.
  static final SqlDialectTraits OF_CATALOG = traits(false);

  /// Of a source that shows all catalogs.
  static final SqlDialectTraits OF_CLUSTER = traits(true);

  private TrinoDialect() {}

  private static SqlDialectTraits traits(boolean schemasInCatalogs) {
    return new SqlDialectTraits(
        SqlDialectTraits.Product.TRINO,
        '"',
        Map.ofEntries(
            Map.entry(SqlType.BOOLEAN, "boolean"),
            Map.entry(SqlType.TINYINT, "tinyint"),
            Map.entry(SqlType.SMALLINT, "smallint"),
            Map.entry(SqlType.INTEGER, "integer"),
            Map.entry(SqlType.BIGINT, "bigint"),
            Map.entry(SqlType.REAL, "real"),
            Map.entry(SqlType.DOUBLE, "double"),
            Map.entry(SqlType.DECIMAL, "decimal(%d,%d)"),
            Map.entry(SqlType.VARCHAR, "varchar"),
            Map.entry(SqlType.BLOB, "varbinary"),
            Map.entry(SqlType.DATE, "date"),
            Map.entry(SqlType.TIME, "time(6)"),
            Map.entry(SqlType.TIMESTAMP, "timestamp(6)"),
            Map.entry(SqlType.TIMESTAMP_TZ, "timestamp(6) with time zone")),
        operators(),
        TrinoForms.TABLE,
        new TextOrder("%s", "%s", true),
        schemasInCatalogs,
        TrinoDialect::textForm);
  }

  /// Trino has JSON, but no text, for all that is nested.
  private static Optional<String> textForm(String type) {
    return switch (type.split("\\(", 2)[0]) {
      case "array", "map", "row" -> {
        String nested = NestedType.withJson(type).map("CAST({0} AS %s)"::formatted).orElse("{0}");
        yield Optional.of("json_format(CAST(%s AS json))".formatted(nested));
      }
      case "json" -> Optional.of("json_format({0})");
      default -> Optional.empty();
    };
  }

  private static Set<SqlOperation> operators() {
    Set<SqlOperation> all = EnumSet.allOf(SqlOperation.class);
    // Trino takes FULL JOIN only where columns are equal and nothing else is asked.
    all.remove(SqlOperation.JOIN_FULL);
    // Trino subtracts the rows that leave a frame.
    all.remove(SqlOperation.SLIDING_SUMS);
    // Trino computes a WITH as often as it is named.
    all.remove(SqlOperation.MATERIALIZED_QUERY);
    // Trino itself reads in parallel.
    all.remove(SqlOperation.RANGED_SCAN);
    return all;
  }
}
