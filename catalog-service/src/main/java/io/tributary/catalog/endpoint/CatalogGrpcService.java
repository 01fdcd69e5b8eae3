package io.tributary.catalog.endpoint;

import io.grpc.stub.StreamObserver;
import io.tributary.catalog.discovery.Discovery;
import io.tributary.catalog.error.CatalogException;
import io.tributary.catalog.source.SourceRegistry;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.BatchGetColumnsResponse;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.GetTableResponse;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSchemasResponse;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListSourcesResponse;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.ListTablesResponse;
import io.tributary.v1.RefreshSourceRequest;
import io.tributary.v1.RefreshSourceResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The catalog's public API. Calls block their thread while a source is asked: serve them on
/// virtual threads, with [io.tributary.connector.Caller#current] bound.
public final class CatalogGrpcService extends CatalogServiceGrpc.CatalogServiceImplBase {
  private final SourceRegistry registry;
  private final Discovery discovery;
  private final int maxPageSize;

  public CatalogGrpcService(SourceRegistry registry, Discovery discovery, int maxPageSize) {
    this.registry = registry;
    this.discovery = discovery;
    this.maxPageSize = maxPageSize;
  }

  @Override
  public void listSources(
      ListSourcesRequest request, StreamObserver<ListSourcesResponse> observer) {
    UnaryCall.answer(
        observer,
        () ->
            ListSourcesResponse.newBuilder()
                .addAllSources(registry.sources().stream().map(Messages::summary).toList())
                .build());
  }

  @Override
  public void listSchemas(
      ListSchemasRequest request, StreamObserver<ListSchemasResponse> observer) {
    UnaryCall.answer(
        observer,
        () ->
            ListSchemasResponse.newBuilder()
                .addAllSchemas(discovery.schemas(request.getSource()))
                .build());
  }

  @Override
  public void listTables(ListTablesRequest request, StreamObserver<ListTablesResponse> observer) {
    UnaryCall.answer(observer, () -> listTables(request));
  }

  @Override
  public void getTable(GetTableRequest request, StreamObserver<GetTableResponse> observer) {
    UnaryCall.answer(
        observer,
        () ->
            GetTableResponse.newBuilder()
                .setTable(
                    Messages.table(
                        discovery.table(
                            request.getSource(), request.getSchema(), request.getTable())))
                .build());
  }

  @Override
  public void batchGetColumns(
      BatchGetColumnsRequest request, StreamObserver<BatchGetColumnsResponse> observer) {
    UnaryCall.answer(observer, () -> batchGetColumns(request));
  }

  @Override
  public void refreshSource(
      RefreshSourceRequest request, StreamObserver<RefreshSourceResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          registry.refresh();
          var source = registry.source(request.getSource());
          discovery.forget(source.name());
          return RefreshSourceResponse.newBuilder().setSource(Messages.summary(source)).build();
        });
  }

  private ListTablesResponse listTables(ListTablesRequest request) {
    Optional<TableName> from = Optional.empty();
    if (!request.getPageToken().isEmpty()) {
      PageToken token = PageToken.decode(request.getPageToken());
      token.requireListing(request.getSource(), request.getSchema());
      from = Optional.of(token.from());
    }
    Optional<String> schema = Optional.of(request.getSchema()).filter(name -> !name.isEmpty());
    TablePage page =
        discovery.tables(request.getSource(), schema, from, pageSize(request.getPageSize()));
    String source = registry.source(request.getSource()).name();
    ListTablesResponse.Builder response = ListTablesResponse.newBuilder();
    page.tables().forEach(table -> response.addTables(Messages.summary(source, table)));
    page.next()
        .map(next -> new PageToken(request.getSource(), request.getSchema(), next))
        .map(PageToken::encode)
        .ifPresent(response::setNextPageToken);
    return response.build();
  }

  private BatchGetColumnsResponse batchGetColumns(BatchGetColumnsRequest request) {
    if (request.getTablesCount() > maxPageSize) {
      throw new CatalogException(
          ErrorCode.INVALID_ARGUMENT,
          "%d tables are too many at once: ask for at most %d"
              .formatted(request.getTablesCount(), maxPageSize));
    }
    List<TableName> names =
        request.getTablesList().stream()
            .distinct()
            .map(table -> new TableName(request.getSchema(), table))
            .toList();
    Map<TableName, List<ColumnDescription>> columns = discovery.columns(request.getSource(), names);
    String source = registry.source(request.getSource()).name();
    BatchGetColumnsResponse.Builder response = BatchGetColumnsResponse.newBuilder();
    for (TableName name : names) {
      if (columns.containsKey(name)) {
        response.addTables(Messages.table(source, name, columns.get(name)));
      }
    }
    return response.build();
  }

  private int pageSize(int asked) {
    if (asked < 0) {
      throw new CatalogException(
          ErrorCode.INVALID_ARGUMENT,
          "page_size is %d, it must be 0 (the server's choice) or more".formatted(asked));
    }
    return asked == 0 ? maxPageSize : Math.min(asked, maxPageSize);
  }
}
