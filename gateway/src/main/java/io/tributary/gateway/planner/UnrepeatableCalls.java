package io.tributary.gateway.planner;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Finds calls that give something else each time, such as `random()`.
final class UnrepeatableCalls extends SqlBasicVisitor<@Nullable Void> {
  private final Set<String> unrepeatable;
  private final Set<String> found = new TreeSet<>();

  private UnrepeatableCalls(Set<String> unrepeatable) {
    this.unrepeatable = unrepeatable;
  }

  /// @param unrepeatable names of functions in small letters
  /// @return those that are called, in small letters
  static List<String> of(SqlNode query, Set<String> unrepeatable) {
    var visitor = new UnrepeatableCalls(unrepeatable);
    query.accept(visitor);
    return List.copyOf(visitor.found);
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    SqlOperator operator = call.getOperator();
    String name = operator.getName().toLowerCase(Locale.ROOT);
    if (unrepeatable.contains(name)
        || !operator.isDeterministic()
        || operator.isDynamicFunction()) {
      found.add(name);
    }
    return super.visit(call);
  }
}
