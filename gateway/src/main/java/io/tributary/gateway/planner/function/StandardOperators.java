package io.tributary.gateway.planner.function;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/// Standard SQL's operators but for some.
///
/// @param hidden names in small letters
record StandardOperators(Set<String> hidden) implements SqlOperatorTable {

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher nameMatcher) {
    if (!isHidden(name.names.getLast())) {
      SqlStdOperatorTable.instance()
          .lookupOperatorOverloads(name, category, syntax, found, nameMatcher);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return SqlStdOperatorTable.instance().getOperatorList().stream()
        .filter(operator -> !isHidden(operator.getName()))
        .toList();
  }

  private boolean isHidden(String name) {
    return hidden.contains(name.toLowerCase(Locale.ROOT));
  }
}
