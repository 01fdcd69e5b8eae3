package io.tributary.gateway.planner;

import io.tributary.gateway.planner.whole.WholeStatement;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/// A statement that DuckDB runs as it is written. Each input gives the rows of one table's mention,
/// with the columns of which the values matter.
public final class DuckDbStatement extends AbstractRelNode {

  private final WholeStatement statement;
  private final List<RelNode> inputs;

  DuckDbStatement(RelOptCluster cluster, WholeStatement statement, List<RelNode> inputs) {
    super(cluster, cluster.traitSet());
    this.statement = statement;
    this.inputs = List.copyOf(inputs);
  }

  public WholeStatement statement() {
    return statement;
  }

  @Override
  public List<RelNode> getInputs() {
    return inputs;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> newInputs) {
    return new DuckDbStatement(getCluster(), statement, newInputs);
  }

  /// Only DuckDB knows the types.
  @Override
  protected RelDataType deriveRowType() {
    var types = getCluster().getTypeFactory();
    var row = types.builder();
    statement.columns().forEach(column -> row.add(column, types.createSqlType(SqlTypeName.ANY)));
    return row.build();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    inputs.forEach(input -> writer.input("input", input));
    return writer.item("sql", statement.sql());
  }
}
