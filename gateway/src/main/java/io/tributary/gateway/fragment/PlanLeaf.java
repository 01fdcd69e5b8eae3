package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.StandIn;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;

/// A view that DuckDB's part of a plan reads. Its column names occur in no other leaf, so that no
/// join has to tell two columns of one name apart.
final class PlanLeaf extends StandIn {

  private final String view;

  /// @param original what it has the rows of
  PlanLeaf(RelNode original, String view, RelDataType rowType) {
    super(original, rowType);
    this.view = view;
  }

  static RelDataType renamed(RelDataTypeFactory types, RelDataType rowType, List<String> columns) {
    RelDataTypeFactory.Builder row = types.builder();
    for (RelDataTypeField field : rowType.getFieldList()) {
      row.add(columns.get(field.getIndex()), field.getType());
    }
    return row.build();
  }

  String view() {
    return view;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("view", view);
  }
}
