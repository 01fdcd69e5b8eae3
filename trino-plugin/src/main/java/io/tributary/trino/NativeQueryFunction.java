package io.tributary.trino;

import static io.trino.spi.function.table.ReturnTypeSpecification.GenericTable.GENERIC_TABLE;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.trino.spi.connector.ConnectorAccessControl;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.function.table.AbstractConnectorTableFunction;
import io.trino.spi.function.table.Argument;
import io.trino.spi.function.table.ArgumentSpecification;
import io.trino.spi.function.table.ScalarArgumentSpecification;
import io.trino.spi.function.table.TableFunctionAnalysis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `TABLE(catalog.system.native_query(query => '…'))`: the rows of a query in a source's own SQL. A
/// catalog of all sources is told which one: `native_query(source => '…', query => '…')`.
final class NativeQueryFunction extends AbstractConnectorTableFunction {

  private static final String SOURCE = "SOURCE";
  private static final String QUERY = "QUERY";

  private final QueryRows rows;

  NativeQueryFunction(QueryRows rows) {
    super(
        "system",
        "native_query",
        arguments(rows.source()),
        GENERIC_TABLE,
        "The rows of a query in a source's own SQL");
    this.rows = rows;
  }

  private static List<ArgumentSpecification> arguments(Optional<String> source) {
    return (source.isPresent() ? Stream.of(QUERY) : Stream.of(SOURCE, QUERY))
        .<ArgumentSpecification>map(
            name -> ScalarArgumentSpecification.builder().name(name).type(VARCHAR).build())
        .toList();
  }

  @Override
  public TableFunctionAnalysis analyze(
      ConnectorSession session,
      ConnectorTransactionHandle transaction,
      Map<String, Argument> arguments,
      ConnectorAccessControl accessControl) {
    String source = rows.source().orElseGet(() -> QueryRows.text(arguments, SOURCE));
    return rows.analyze(
        session,
        "SELECT * FROM source_query(%s, %s)"
            .formatted(quoted(source), quoted(QueryRows.text(arguments, QUERY))));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
