package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.INVALID_FUNCTION_ARGUMENT;
import static io.trino.spi.function.table.ReturnTypeSpecification.GenericTable.GENERIC_TABLE;
import static io.trino.spi.type.VarcharType.VARCHAR;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.airlift.slice.Slice;
import io.tributary.v1.Relation;
import io.tributary.v1.SqlQuery;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorAccessControl;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.function.table.AbstractConnectorTableFunction;
import io.trino.spi.function.table.Argument;
import io.trino.spi.function.table.ConnectorTableFunctionHandle;
import io.trino.spi.function.table.Descriptor;
import io.trino.spi.function.table.ScalarArgument;
import io.trino.spi.function.table.ScalarArgumentSpecification;
import io.trino.spi.function.table.TableFunctionAnalysis;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `TABLE(catalog.system.query(query => '…'))`: the rows of a query in the gateway's own SQL.
final class QueryFunction extends AbstractConnectorTableFunction {

  private static final String ARGUMENT = "QUERY";

  private final GatewayClient gateway;
  private final ArrowTypes types;
  private final Optional<String> source;

  /// @param source whose tables need no name of a source
  QueryFunction(GatewayClient gateway, ArrowTypes types, Optional<String> source) {
    super(
        "system",
        "query",
        List.of(ScalarArgumentSpecification.builder().name(ARGUMENT).type(VARCHAR).build()),
        GENERIC_TABLE,
        "The rows of a query in Tributary's SQL");
    this.gateway = gateway;
    this.types = types;
    this.source = source;
  }

  /// What a query gives.
  public record Handle(@JsonProperty("rows") TributaryTableHandle rows)
      implements ConnectorTableFunctionHandle {}

  @Override
  public TableFunctionAnalysis analyze(
      ConnectorSession session,
      ConnectorTransactionHandle transaction,
      Map<String, Argument> arguments,
      ConnectorAccessControl accessControl) {
    if (!(arguments.get(ARGUMENT) instanceof ScalarArgument argument)
        || !(argument.getValue() instanceof Slice sql)) {
      throw new TrinoException(INVALID_FUNCTION_ARGUMENT, "The query to run is NULL");
    }
    SqlQuery.Builder query = SqlQuery.newBuilder().setSql(sql.toStringUtf8());
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
}
