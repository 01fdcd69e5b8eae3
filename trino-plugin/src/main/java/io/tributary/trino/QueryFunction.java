package io.tributary.trino;

import static io.trino.spi.function.table.ReturnTypeSpecification.GenericTable.GENERIC_TABLE;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.trino.spi.connector.ConnectorAccessControl;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.function.table.AbstractConnectorTableFunction;
import io.trino.spi.function.table.Argument;
import io.trino.spi.function.table.ScalarArgumentSpecification;
import io.trino.spi.function.table.TableFunctionAnalysis;
import java.util.List;
import java.util.Map;

/// `TABLE(catalog.system.query(query => '…'))`: the rows of a query in the gateway's own SQL.
final class QueryFunction extends AbstractConnectorTableFunction {

  private static final String ARGUMENT = "QUERY";

  private final QueryRows rows;

  QueryFunction(QueryRows rows) {
    super(
        "system",
        "query",
        List.of(ScalarArgumentSpecification.builder().name(ARGUMENT).type(VARCHAR).build()),
        GENERIC_TABLE,
        "The rows of a query in Tributary's SQL");
    this.rows = rows;
  }

  @Override
  public TableFunctionAnalysis analyze(
      ConnectorSession session,
      ConnectorTransactionHandle transaction,
      Map<String, Argument> arguments,
      ConnectorAccessControl accessControl) {
    return rows.analyze(session, QueryRows.text(arguments, ARGUMENT));
  }
}
