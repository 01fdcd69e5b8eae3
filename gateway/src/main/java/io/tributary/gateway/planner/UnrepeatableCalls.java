package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Finds calls that give something else each time, such as `random()`.
final class UnrepeatableCalls extends SqlBasicVisitor<@Nullable Void> {
  private final Set<String> unrepeatable;
  private final Set<String> found = new TreeSet<>();
  private int selects;
  private boolean grouped;

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

  /// What is planned computes a value wherever it is asked for: of a sub-query's column that may be
  /// more than once.
  ///
  /// @param unrepeatable names of functions in small letters
  /// @throws NotTakenApart where a query with such a call has parts that may share its value
  static void refuseShared(SqlNode query, Set<String> unrepeatable) {
    var visitor = new UnrepeatableCalls(unrepeatable);
    query.accept(visitor);
    if (!visitor.found.isEmpty()
        && (visitor.selects > 1 || visitor.grouped || visitor.namesOne(query))) {
      throw new NotTakenApart(
          Construct.UNREPEATABLE_CALL,
          "%s beside a sub-query or GROUP BY is not supported: it may be computed more than once"
              .formatted(String.join(", ", visitor.found)),
          null);
    }
  }

  /// Whether an item with such a call is named anywhere but as a whole key of ORDER BY.
  private boolean namesOne(SqlNode query) {
    SqlNode unordered = query instanceof SqlOrderBy ordered ? ordered.query : query;
    if (!(unordered instanceof SqlSelect select)) {
      return false;
    }
    List<String> names =
        select.getSelectList().stream()
            .filter(item -> item.getKind() == SqlKind.AS && !of(item, unrepeatable).isEmpty())
            .map(item -> ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple())
            .toList();
    List<SqlIdentifier> uses = new ArrayList<>();
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlIdentifier name) {
            if (name.isSimple() && names.stream().anyMatch(name.getSimple()::equalsIgnoreCase)) {
              uses.add(name);
            }
            return null;
          }
        });
    long keys =
        query instanceof SqlOrderBy ordered
            ? ordered.orderList.stream().map(QueryValidator::key).filter(uses::contains).count()
            : 0;
    return uses.size() > names.size() + keys;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      selects++;
      grouped |= select.getGroup() != null;
    }
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
