package io.tributary.server.sql;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tributary.v1.ExplainRequest;
import io.tributary.v1.QueryCompleted;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/// Asks a gateway over gRPC.
public final class GatewayClient implements AutoCloseable {
  /// A batch of 65,536 wide rows is well below this.
  private static final int MAX_MESSAGE_BYTES = 256 << 20;

  private final ManagedChannel channel;
  private final QueryServiceGrpc.QueryServiceBlockingStub queries;
  private final BufferAllocator allocator = new RootAllocator();

  private GatewayClient(NettyChannelBuilder channelBuilder, Map<String, String> headers) {
    this.channel = channelBuilder.maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    Metadata metadata = new Metadata();
    headers.forEach((name, value) ->
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    this.queries =
        QueryServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  /// @param address `host:port`
  /// @param tls whether the gateway's port speaks TLS, with a certificate that this JVM trusts
  /// @param headers sent with every query, such as `authorization` or `x-org-id`
  public static GatewayClient connect(String address, boolean tls, Map<String, String> headers) {
    NettyChannelBuilder builder = NettyChannelBuilder.forTarget(address);
    return new GatewayClient(
        tls ? builder.useTransportSecurity() : builder.usePlaintext(), headers);
  }

  /// Runs a query and hands over its batches as they come: first an empty one that tells the
  /// columns. The root is the same object every time, filled anew.
  ///
  /// @throws StatusRuntimeException when the query fails; the description is the gateway's message
  public QueryCompleted query(String sql, Consumer<VectorSchemaRoot> batches) {
    var request = QueryRequest.newBuilder().setSql(sql).build();
    try (var stream = new ResponseStream(queries.query(request));
        var reader = new ArrowStreamReader(stream, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      batches.accept(root);
      while (reader.loadNextBatch()) {
        batches.accept(root);
      }
      return stream.completed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says what a query would do, in words for people.
  ///
  /// @throws io.grpc.StatusRuntimeException as [#query]
  String explain(String sql) {
    return queries.explain(ExplainRequest.newBuilder().setSql(sql).build()).getText();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    allocator.close();
  }
}
