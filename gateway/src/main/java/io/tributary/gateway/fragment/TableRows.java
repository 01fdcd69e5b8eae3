package io.tributary.gateway.fragment;

import io.tributary.connector.ScannedTable;
import io.tributary.connector.TableName;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.planner.SourceTable;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlDialect;

/// Finds the queries that only filter and project the rows of one large table, which a source may
/// read in ranges.
final class TableRows {

  /// Fewer are read before a second connection has begun, and asking the source how to part its
  /// table would take longer than looking one up.
  private static final double FEWEST_ROWS = 20_000;

  /// No name of a schema that anybody has.
  private static final String PLACE = "\uE000";

  private TableRows() {}

  /// @param rel as it was planned
  /// @param spelled the same in the source's words
  static Optional<ScannedTable> of(RelNode rel, RelNode spelled, SqlDialect dialect) {
    return scan(rel)
        .filter(scan -> SourceTable.of(scan).metadata().query().isEmpty())
        .filter(_ -> rel.getCluster().getMetadataQuery().getRowCount(rel) >= FEWEST_ROWS)
        .flatMap(scan -> parted(SourceTable.of(scan).metadata().id(), spelled, dialect));
  }

  private static Optional<TableScan> scan(RelNode rel) {
    return switch (rel) {
      case TableScan scan -> Optional.of(scan);
      case Filter filter -> scan(filter.getInput());
      case Project project when !project.containsOver() -> scan(project.getInput());
      default -> Optional.empty();
    };
  }

  private static Optional<ScannedTable> parted(TableId table, RelNode spelled, SqlDialect dialect) {
    String sql = SqlUnparser.sql(spelled, dialect, PLACE);
    String name = dialect.quoteIdentifier(table.table());
    String place = dialect.quoteIdentifier(PLACE) + "." + name;
    int at = sql.indexOf(place);
    if (at < 0 || sql.indexOf(PLACE) != sql.lastIndexOf(PLACE)) {
      return Optional.empty();
    }
    String after = sql.substring(at + place.length());
    return Optional.of(
        new ScannedTable(
            new TableName(table.schema(), table.table()),
            sql.substring(0, at),
            after.startsWith(" AS ") ? after : " AS " + name + after));
  }
}
