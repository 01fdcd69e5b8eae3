package io.tributary.connector.h2;

import static io.tributary.connector.SqlType.BIGINT;
import static io.tributary.connector.SqlType.BOOLEAN;
import static io.tributary.connector.SqlType.DATE;
import static io.tributary.connector.SqlType.DECIMAL;
import static io.tributary.connector.SqlType.DOUBLE;
import static io.tributary.connector.SqlType.INTEGER;
import static io.tributary.connector.SqlType.SMALLINT;
import static io.tributary.connector.SqlType.TIMESTAMP;
import static io.tributary.connector.SqlType.VARCHAR;

import io.tributary.connector.SqlForm.Operand;
import io.tributary.connector.SqlForms;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What H2 computes as DuckDB does.
final class H2Forms {
  private static final Set<SqlType> EXACT = EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL);
  private static final Set<SqlType> NUMBERS =
      EnumSet.of(SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE);

  static final SqlForms TABLE = table();

  private H2Forms() {}

  private static SqlForms table() {
    Set<SqlType> ordered = EnumSet.copyOf(NUMBERS);
    ordered.addAll(EnumSet.of(DATE, TIMESTAMP));
    Set<SqlType> grouped = EnumSet.copyOf(ordered);
    grouped.addAll(EnumSet.of(BOOLEAN, VARCHAR));
    SqlForms.Builder forms = SqlForms.builder().sorts(ordered).groups(grouped);
    forms.compares(NUMBERS, NUMBERS).equates(VARCHAR);
    for (SqlType type : EnumSet.of(BOOLEAN, DATE, TIMESTAMP)) {
      forms.compares(EnumSet.of(type), EnumSet.of(type));
    }
    for (String sign : List.of("+", "-", "*")) {
      forms.alike(sign, "{0} " + sign + " {1}", 2, EnumSet.of(INTEGER, BIGINT));
      forms.form(
          sign,
          EnumSet.of(DECIMAL),
          "CAST({0} " + sign + " {1} AS {type})",
          Operand.of(EXACT),
          Operand.of(EXACT));
    }
    forms.alike("-", "- {0}", 1, EnumSet.of(INTEGER, BIGINT));
    // H2 has no -0, which products and negatives may be.
    forms.alike("+", "{0} + {1}", 2, EnumSet.of(DOUBLE));
    forms.alike("-", "{0} - {1}", 2, EnumSet.of(DOUBLE));
    forms.refuse("*", "H2 has no -0");
    forms.form("cast", EnumSet.of(DECIMAL), "CAST({0} AS {type})", Operand.of(EXACT));
    forms.form("cast", EnumSet.of(BIGINT), "CAST({0} AS {type})", Operand.of(SMALLINT, INTEGER));
    forms.form("cast", EnumSet.of(INTEGER), "CAST({0} AS {type})", Operand.of(SMALLINT));
    forms.form("cast", EnumSet.of(TIMESTAMP), "CAST({0} AS {type})", Operand.of(DATE));
    for (String field : List.of("year", "quarter", "month", "day")) {
      forms.form(
          field,
          EnumSet.of(BIGINT),
          "extract(" + field + " FROM {0})",
          Operand.of(DATE, TIMESTAMP));
    }
    return forms
        .form("sum", EnumSet.of(DECIMAL), "CAST(sum({distinct}{0}) AS {type})", Operand.of(EXACT))
        .form("min", "min({0})", Operand.of(ordered))
        .form("max", "max({0})", Operand.of(ordered))
        .build();
  }
}
