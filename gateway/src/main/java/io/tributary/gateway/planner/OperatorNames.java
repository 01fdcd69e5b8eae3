package io.tributary.gateway.planner;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;

/// What operators are called before users.
public final class OperatorNames {

  private OperatorNames() {}

  public static String of(RelNode rel) {
    return switch (rel) {
      case Join join -> join.getJoinType().name().toLowerCase(java.util.Locale.ROOT) + " join";
      case Sort sort when sort.getCollation().getFieldCollations().isEmpty() -> "limit";
      case Sort sort when sort.fetch != null -> "top-n";
      default ->
          rel.getRelTypeName()
              .replaceFirst("^Logical", "")
              .replaceFirst("^TableScan$", "scan")
              .toLowerCase(java.util.Locale.ROOT);
    };
  }
}
