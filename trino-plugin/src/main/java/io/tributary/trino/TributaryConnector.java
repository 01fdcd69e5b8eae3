package io.tributary.trino;

import static io.trino.spi.transaction.IsolationLevel.READ_COMMITTED;
import static io.trino.spi.transaction.IsolationLevel.checkConnectorSupports;

import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorCapabilities;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorPageSinkProvider;
import io.trino.spi.connector.ConnectorPageSourceProvider;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.function.table.ConnectorTableFunction;
import io.trino.spi.procedure.Procedure;
import io.trino.spi.session.PropertyMetadata;
import io.trino.spi.transaction.IsolationLevel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// One catalog: reads from one gateway. Every scan is a read of its own, so that a transaction has
/// no state but what its one change has left to be cleared away.
final class TributaryConnector implements Connector {

  private final GatewayClient gateway;
  private final GatewayCatalog catalog;
  private final HeldReads heldReads;
  private final ConnectorSplitManager splitManager;
  private final ConnectorPageSourceProvider pageSourceProvider;
  private final Set<ConnectorTableFunction> functions;
  private final Procedure execute;
  private final List<PropertyMetadata<?>> sessionProperties;

  /// Those that run, with what they change.
  private final ConcurrentMap<ConnectorTransactionHandle, Optional<TributaryChanges>> transactions =
      new ConcurrentHashMap<>();

  /// Takes over `gateway` and `heldReads`, which it closes at shutdown.
  TributaryConnector(
      GatewayClient gateway,
      GatewayCatalog catalog,
      HeldReads heldReads,
      ConnectorPageSourceProvider pageSourceProvider,
      Set<ConnectorTableFunction> functions,
      Procedure execute,
      List<PropertyMetadata<?>> sessionProperties) {
    this.gateway = gateway;
    this.catalog = catalog;
    this.heldReads = heldReads;
    this.splitManager = new TributarySplitManager(gateway, heldReads);
    this.pageSourceProvider = pageSourceProvider;
    this.functions = Set.copyOf(functions);
    this.execute = execute;
    this.sessionProperties = List.copyOf(sessionProperties);
  }

  @Override
  public ConnectorTransactionHandle beginTransaction(
      IsolationLevel isolationLevel, boolean readOnly, boolean autoCommit) {
    checkConnectorSupports(READ_COMMITTED, isolationLevel);
    var transaction = new TributaryTransactionHandle(UUID.randomUUID());
    transactions.put(transaction, Optional.empty());
    return transaction;
  }

  @Override
  public void commit(ConnectorTransactionHandle transaction) {
    heldReads.end(transaction);
    transactions.remove(transaction);
  }

  @Override
  public void rollback(ConnectorTransactionHandle transaction) {
    heldReads.end(transaction);
    Optional<TributaryChanges> changes = transactions.remove(transaction);
    if (changes != null) {
      changes.ifPresent(TributaryChanges::rollBack);
    }
  }

  @Override
  public boolean isSingleStatementWritesOnly() {
    return true;
  }

  @Override
  public Set<ConnectorCapabilities> getCapabilities() {
    return Set.of(ConnectorCapabilities.NOT_NULL_COLUMN_CONSTRAINT);
  }

  @Override
  public ConnectorMetadata getMetadata(
      ConnectorSession session, ConnectorTransactionHandle transaction) {
    return new TributaryMetadata(
        catalog.via(session.getTraceToken()),
        heldReads,
        transaction,
        changes(session, transaction));
  }

  @Override
  public ConnectorPageSinkProvider getPageSinkProvider() {
    return new TributaryPageSinkProvider(gateway);
  }

  /// Those of a transaction are in the name of who began it.
  private TributaryChanges changes(
      ConnectorSession session, ConnectorTransactionHandle transaction) {
    Optional<TributaryChanges> begun =
        transactions.computeIfPresent(
            transaction,
            (_, known) ->
                known.or(() -> Optional.of(new TributaryChanges(gateway.as(session), catalog))));
    return Objects.requireNonNull(begun, "the transaction is over").orElseThrow();
  }

  @Override
  public ConnectorSplitManager getSplitManager() {
    return splitManager;
  }

  @Override
  public ConnectorPageSourceProvider getPageSourceProvider() {
    return pageSourceProvider;
  }

  @Override
  public Set<ConnectorTableFunction> getTableFunctions() {
    return functions;
  }

  @Override
  public Set<Procedure> getProcedures() {
    return Set.of(execute);
  }

  @Override
  public List<PropertyMetadata<?>> getSessionProperties() {
    return sessionProperties;
  }

  @Override
  public void shutdown() {
    heldReads.close();
    gateway.close();
  }
}
