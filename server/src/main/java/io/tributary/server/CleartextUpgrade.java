package io.tributary.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/// The upgrade of a connection without TLS from HTTP/1.1 to HTTP/2, which Armeria offers and cannot
/// be told not to. RFC 9113 has taken it out of HTTP/2, and the JDK's HTTP client, which asks for
/// it on each new connection, fails up to one in twenty of those whose first answer has some ten
/// kilobytes: it takes their data for frames of stream zero. Who asks is answered in HTTP/1.1;
/// clients that begin with HTTP/2 at once, as those of gRPC do, are served as they ask.
final class CleartextUpgrade {
  private static final String UPGRADE_HANDLER = "HttpServerUpgradeHandler#0";

  private CleartextUpgrade() {}

  /// Refuses the upgrade to a new connection.
  static void refuse(ChannelPipeline connection) {
    connection.addFirst(new Refusal());
  }

  /// Armeria tells HTTP/1.1 from HTTP/2 by a connection's first bytes, and only then adds what
  /// would upgrade it. These bytes therefore go ahead of the others.
  private static final class Refusal extends ChannelInboundHandlerAdapter {
    private int missing = "PRI ".length();

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      int first = Math.min(missing, bytes.readableBytes());
      missing -= first;
      connection.fireChannelRead(bytes.readRetainedSlice(first));
      if (missing == 0) {
        ChannelPipeline pipeline = connection.pipeline();
        if (pipeline.get(UPGRADE_HANDLER) != null) {
          pipeline.remove(UPGRADE_HANDLER);
        }
        pipeline.remove(this);
      }
      connection.fireChannelRead(bytes);
    }
  }
}
