package io.tributary.server;

import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one gateway over TPC-H, made once for all of them: `sales.public` is a PostgreSQL
/// with the business side, `lake.tpch` a folder of Parquet files with the rest.
///
/// Ask for it as a parameter: a [GatewayRunner] to talk to, a [PostgresServer] to look behind it.
public final class TpchGateway implements ParameterResolver {
  private static final double SCALE_FACTOR = 0.01;

  private static final Set<TpchTable> IN_LAKE =
      EnumSet.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == GatewayRunner.class || type == PostgresServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fixture fixture =
        context
            .getRoot()
            .getStore(Namespace.create(TpchGateway.class))
            .computeIfAbsent(Fixture.class, _ -> Fixture.start(), Fixture.class);
    return parameter.getParameter().getType() == GatewayRunner.class
        ? fixture.gateway
        : fixture.postgres;
  }

  /// Closed by JUnit after the last test.
  private record Fixture(PostgresServer postgres, GatewayRunner gateway) implements AutoCloseable {

    static Fixture start() {
      try {
        PostgresServer postgres = PostgresServer.start();
        Path lake = Files.createTempDirectory("tributary-lake");
        lake.toFile().deleteOnExit();
        var data = new TpchData(SCALE_FACTOR);
        try (Connection connection = postgres.connect()) {
          data.loadIntoPostgres(
              connection, "public", EnumSet.complementOf(EnumSet.copyOf(IN_LAKE)));
        }
        data.writeParquet(Files.createDirectory(lake.resolve("tpch")), IN_LAKE);
        return new Fixture(
            postgres,
            GatewayRunner.builder().postgres("sales", postgres).files("lake", lake).start());
      } catch (Exception failure) {
        throw new IllegalStateException("the fixture of TPC-H did not start", failure);
      }
    }

    @Override
    public void close() {
      gateway.close();
      postgres.close();
    }
  }
}
