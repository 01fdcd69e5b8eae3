package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.INVALID_PROCEDURE_ARGUMENT;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.tributary.v1.Change;
import io.tributary.v1.SqlQuery;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.procedure.Procedure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `CALL catalog.system.execute(query => '…')`: a statement of the gateway's own SQL that changes a
/// table, such as an `UPDATE` with expressions.
public final class ExecuteProcedure {

  private final GatewayClient gateway;
  private final GatewayCatalog catalog;
  private final Optional<String> source;

  /// @param source whose tables need no name of a source
  ExecuteProcedure(GatewayClient gateway, GatewayCatalog catalog, Optional<String> source) {
    this.gateway = gateway;
    this.catalog = catalog;
    this.source = source;
  }

  /// What Trino calls.
  Procedure procedure() {
    try {
      return new Procedure(
          "system",
          "execute",
          List.of(new Procedure.Argument("QUERY", VARCHAR)),
          MethodHandles.lookup()
              .findVirtual(
                  ExecuteProcedure.class,
                  "execute",
                  MethodType.methodType(void.class, ConnectorSession.class, String.class))
              .bindTo(this));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a statement.
  public void execute(ConnectorSession session, @Nullable String query) {
    if (query == null) {
      throw new TrinoException(INVALID_PROCEDURE_ARGUMENT, "The statement to execute is NULL");
    }
    SqlQuery.Builder statement = SqlQuery.newBuilder().setSql(query);
    source.ifPresent(statement::setSource);
    try {
      gateway.as(session).change(Change.newBuilder().setStatement(statement).build());
    } catch (TrinoException e) {
      throw new TrinoException(e::getErrorCode, "Failed to execute query: " + e.getRawMessage(), e);
    }
    catalog.forgetAll();
  }
}
