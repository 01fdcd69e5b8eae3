package io.tributary.gateway.metadata;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import io.tributary.connector.SourceConfiguration;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.ListTablesResponse;
import io.tributary.v1.RefreshSourceRequest;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.ResolveSourceResponse;
import io.tributary.v1.SourceResolutionServiceGrpc;
import io.tributary.v1.SourceResolutionServiceGrpc.SourceResolutionServiceBlockingStub;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Calls the catalog service as [io.tributary.connector.Caller#current]. Calls block; every failure
/// is a [GatewayException].
final class CatalogClient {
  /// A source that is slow to describe itself is waited for this long.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final CatalogServiceBlockingStub catalog;
  private final SourceResolutionServiceBlockingStub resolution;

  CatalogClient(Channel channel) {
    Channel named = ClientInterceptors.intercept(channel, new CallerClientInterceptor());
    this.catalog = CatalogServiceGrpc.newBlockingStub(named);
    this.resolution = SourceResolutionServiceGrpc.newBlockingStub(named);
  }

  List<SourceSummary> sources() {
    return call(
            "the catalog",
            catalog,
            stub -> stub.listSources(ListSourcesRequest.getDefaultInstance()))
        .getSourcesList();
  }

  List<String> schemas(String source) {
    ListSchemasRequest request = ListSchemasRequest.newBuilder().setSource(source).build();
    return List.copyOf(
        call(described(source), catalog, stub -> stub.listSchemas(request)).getSchemasList());
  }

  List<TableSummary> tables(String source, Optional<String> schema) {
    List<TableSummary> tables = new ArrayList<>();
    String pageToken = "";
    do {
      ListTablesRequest request =
          ListTablesRequest.newBuilder()
              .setSource(source)
              .setSchema(schema.orElse(""))
              .setPageToken(pageToken)
              .build();
      ListTablesResponse page = call(described(source), catalog, stub -> stub.listTables(request));
      tables.addAll(page.getTablesList());
      pageToken = page.getNextPageToken();
    } while (!pageToken.isEmpty());
    return List.copyOf(tables);
  }

  Table table(String source, String schema, String table) {
    GetTableRequest request =
        GetTableRequest.newBuilder().setSource(source).setSchema(schema).setTable(table).build();
    return call(described(source), catalog, stub -> stub.getTable(request)).getTable();
  }

  /// The columns of tables of one schema, without those that do not exist.
  List<Table> columns(String source, String schema, List<String> tables) {
    BatchGetColumnsRequest request =
        BatchGetColumnsRequest.newBuilder()
            .setSource(source)
            .setSchema(schema)
            .addAllTables(tables)
            .build();
    return call(described(source), catalog, stub -> stub.batchGetColumns(request)).getTablesList();
  }

  /// Makes the catalog look at a source's tables anew.
  void refresh(String source) {
    RefreshSourceRequest request = RefreshSourceRequest.newBuilder().setSource(source).build();
    var _ = call(described(source), catalog, stub -> stub.refreshSource(request));
  }

  /// What it takes to open a source, secrets included.
  SourceConfiguration configuration(String source) {
    ResolveSourceRequest request = ResolveSourceRequest.newBuilder().setSource(source).build();
    ResolveSourceResponse response =
        call("the catalog", resolution, stub -> stub.resolveSource(request));
    return new SourceConfiguration(
        response.getName(),
        response.getConnector(),
        response.getPropertiesMap(),
        response.getVersion());
  }

  private static String described(String source) {
    return "source %s to tell what is in it, where a table may be locked".formatted(source);
  }

  /// @param whom the call waits for, in words
  private static <S extends AbstractBlockingStub<S>, T> T call(
      String whom, S stub, Function<S, T> method) {
    try {
      return PlanningTurn.waitingFor(
          whom, () -> method.apply(stub.withDeadlineAfter(CALL_TIMEOUT)));
    } catch (StatusRuntimeException e) {
      throw CatalogFailures.of(e);
    }
  }
}
