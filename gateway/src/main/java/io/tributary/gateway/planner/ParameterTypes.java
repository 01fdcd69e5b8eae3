package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/// The types of a query's parameters, by their numbers. One that stands in several places has a
/// type for all of them.
final class ParameterTypes extends SqlBasicVisitor<@Nullable Void> {

  private final SqlValidator validator;
  private final NavigableMap<Integer, List<RelDataType>> places = new TreeMap<>();

  private ParameterTypes(SqlValidator validator) {
    this.validator = validator;
  }

  /// @param validated by the validator
  /// @throws GatewayException TYPE_MISMATCH where no type is right in all of a parameter's places
  static RelDataType of(SqlNode validated, SqlValidator validator, RelDataTypeFactory factory) {
    var types = new ParameterTypes(validator);
    validated.accept(types);
    RelDataTypeFactory.Builder row = factory.builder();
    int count = Parameters.count(types.places.navigableKeySet());
    for (int i = 0; i < count; i++) {
      row.add("?" + i, forAll(i, types.places.getOrDefault(i, List.of()), factory));
    }
    return row.build();
  }

  private static RelDataType forAll(
      int index, List<RelDataType> types, RelDataTypeFactory factory) {
    List<RelDataType> different = types.stream().distinct().toList();
    RelDataType type =
        different.size() == 1 ? different.getFirst() : factory.leastRestrictive(different);
    if (type == null) {
      throw new GatewayException(
          ErrorCode.TYPE_MISMATCH,
          "the places of parameter $%1$d want different types: write CAST($%1$d AS type)"
              .formatted(index + 1));
    }
    return type;
  }

  @Override
  public @Nullable Void visit(SqlDynamicParam parameter) {
    places
        .computeIfAbsent(parameter.getIndex(), _ -> new ArrayList<>())
        .add(validator.getValidatedNodeType(parameter));
    return null;
  }
}
