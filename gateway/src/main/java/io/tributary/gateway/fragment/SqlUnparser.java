package io.tributary.gateway.fragment;

import io.tributary.connector.ColumnDescription;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.SourceTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Writes relational operators as SQL.
public final class SqlUnparser extends RelToSqlConverter {

  private static final SqlParserPos ZERO = SqlParserPos.ZERO;

  private SqlUnparser(SqlDialect dialect) {
    super(dialect);
  }

  static String sql(RelNode rel, SqlDialect dialect) {
    return new SqlUnparser(dialect)
        .visitRoot(rel)
        .asStatement()
        .toSqlString(config ->
            config
                .withDialect(dialect)
                .withAlwaysUseParentheses(false)
                .withSelectListItemsOnSeparateLines(false)
                .withIndentation(0)
                .withQuoteAllIdentifiers(true))
        .getSql();
  }

  /// A table at its source, without the source's name. Columns that are read as text are text from
  /// here on, so that nothing is computed on a type that DuckDB would not see.
  @Override
  public Result visit(TableScan scan) {
    TableMetadata table = SourceTable.of(scan).metadata();
    SqlNode name = new SqlIdentifier(List.of(table.id().schema(), table.id().table()), ZERO);
    List<ColumnDescription> columns = table.description().columns();
    if (columns.stream().anyMatch(column -> column.readAsTextBecause().isPresent())) {
      name = withTextColumns(name, scan, columns);
    }
    return result(name, List.of(Clause.FROM), scan, null);
  }

  private SqlSelect withTextColumns(
      SqlNode table, TableScan scan, List<ColumnDescription> columns) {
    List<SqlNode> items = new ArrayList<>();
    for (ColumnDescription column : columns) {
      var name = new SqlIdentifier(column.name(), ZERO);
      items.add(
          column.readAsTextBecause().isEmpty()
              ? name
              : SqlStdOperatorTable.AS.createCall(ZERO, asText(name, scan), name));
    }
    return new SqlSelect(
        ZERO,
        SqlNodeList.EMPTY,
        new SqlNodeList(items, ZERO),
        table,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private SqlNode asText(SqlNode column, TableScan scan) {
    SqlNode type =
        dialect.getCastSpec(scan.getCluster().getTypeFactory().createSqlType(SqlTypeName.VARCHAR));
    return SqlStdOperatorTable.CAST.createCall(
        ZERO, column, java.util.Objects.requireNonNull(type));
  }

  /// A view of DuckDB's. Found by reflection, by its argument's type.
  public Result visit(PlanLeaf leaf) {
    return result(new SqlIdentifier(leaf.view(), ZERO), List.of(Clause.FROM), leaf, null);
  }
}
