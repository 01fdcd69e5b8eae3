package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.INVALID_FUNCTION_ARGUMENT;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.airlift.slice.Slice;
import io.tributary.v1.Relation;
import io.tributary.v1.SqlQuery;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.function.table.Argument;
import io.trino.spi.function.table.ConnectorTableFunctionHandle;
import io.trino.spi.function.table.Descriptor;
import io.trino.spi.function.table.ScalarArgument;
import io.trino.spi.function.table.TableFunctionAnalysis;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rows of queries in the gateway's SQL, which functions give.
///
/// @param source whose tables need no name of a source
record QueryRows(GatewayClient gateway, ArrowTypes types, Optional<String> source) {

  /// What a query gives.
  public record Handle(@JsonProperty("rows") TributaryTableHandle rows)
      implements ConnectorTableFunctionHandle {}

  TableFunctionAnalysis analyze(ConnectorSession session, String sql) {
    SqlQuery.Builder query = SqlQuery.newBuilder().setSql(sql);
    source.ifPresent(query::setSource);
    Relation relation = Relation.newBuilder().setQuery(query).build();
    List<TributaryColumnHandle> columns =
        gateway.as(session).schema(relation).getFields().stream()
            .map(field ->
                new TributaryColumnHandle(
                    field.getName(), types.trinoType(field, "the query"), true))
            .toList();
    return TableFunctionAnalysis.builder()
        .returnedType(
            new Descriptor(
                columns.stream()
                    .map(column -> new Descriptor.Field(column.name(), Optional.of(column.type())))
                    .toList()))
        .handle(new Handle(TributaryTableHandle.of(relation, columns)))
        .build();
  }

  /// The text that a function was given.
  static String text(Map<String, Argument> arguments, String name) {
    if (arguments.get(name) instanceof ScalarArgument argument
        && argument.getValue() instanceof Slice text) {
      return text.toStringUtf8();
    }
    throw new TrinoException(
        INVALID_FUNCTION_ARGUMENT,
        "The argument %s is NULL".formatted(name.toLowerCase(Locale.ROOT)));
  }
}
