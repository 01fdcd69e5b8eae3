package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.predicate.TupleDomain;
import java.util.List;
import java.util.OptionalLong;

/// A table and what the gateway shall do of the query: give some columns, apply some predicates,
/// stop after some rows.
///
/// @param name what Trino calls the table
/// @param source the gateway's source
/// @param schema as the gateway spells it
/// @param table as the gateway spells it
/// @param columns the columns to read
/// @param constraint the predicate that the gateway applies; all of it can be carried
/// @param limit how many rows are enough
public record TributaryTableHandle(
    @JsonProperty("name") SchemaTableName name,
    @JsonProperty("source") String source,
    @JsonProperty("schema") String schema,
    @JsonProperty("table") String table,
    @JsonProperty("columns") List<TributaryColumnHandle> columns,
    @JsonProperty("constraint") TupleDomain<ColumnHandle> constraint,
    @JsonProperty("limit") OptionalLong limit)
    implements ConnectorTableHandle {

  public TributaryTableHandle {
    columns = List.copyOf(columns);
  }

  TributaryTableHandle withColumns(List<TributaryColumnHandle> columns) {
    return new TributaryTableHandle(name, source, schema, table, columns, constraint, limit);
  }

  TributaryTableHandle withConstraint(TupleDomain<ColumnHandle> constraint) {
    return new TributaryTableHandle(name, source, schema, table, columns, constraint, limit);
  }

  TributaryTableHandle withLimit(long limit) {
    return new TributaryTableHandle(
        name, source, schema, table, columns, constraint, OptionalLong.of(limit));
  }

  /// What EXPLAIN prints.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(source).append('.').append(schema).append('.').append(table);
    text.append(" columns=").append(columns);
    if (!constraint.isAll()) {
      text.append(" constraint=").append(constraint);
    }
    limit.ifPresent(rows -> text.append(" limit=").append(rows));
    return text.toString();
  }
}
