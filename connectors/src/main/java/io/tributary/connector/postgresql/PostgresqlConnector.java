package io.tributary.connector.postgresql;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Kind;
import io.tributary.connector.ConnectorDescriptor.Property;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.NativeQuerySetting;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcSource;
import io.tributary.connector.jdbc.JdbcWriter;
import java.util.List;
import java.util.Optional;

/// The connector `postgresql`.
public final class PostgresqlConnector implements ConnectorFactory {
  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "postgresql",
          "PostgreSQL",
          Kind.SQL,
          List.of(
              new Property(
                  PostgresqlConfig.URL, "jdbc:postgresql://host:port/database", true, false),
              new Property(
                  PostgresqlConfig.USER, "role that reads, and writes if it may", true, false),
              new Property(PostgresqlConfig.PASSWORD, "its password", false, true),
              new Property(
                  PostgresqlConfig.POOL_SIZE, "connections at most, 10 by default", false, false),
              new Property(
                  PostgresqlConfig.PARALLEL_READS,
                  "connections at most that read one table at the same time, 4 by default",
                  false,
                  false),
              new Property(
                  PostgresqlConfig.TIMEOUT,
                  "how long to wait for a connection, 10s by default",
                  false,
                  false),
              SourceWriter.PROPERTY,
              NativeQuerySetting.PROPERTY),
          "org.postgresql:postgresql");

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Source open(SourceConfiguration configuration) {
    PostgresqlConfig config = PostgresqlConfig.from(configuration);
    String name = configuration.name();
    ConnectionSettings settings = PostgresqlDatabase.connections(config);
    ConnectionPool pool = new ConnectionPool(name, settings);
    PostgresqlDatabase database = new PostgresqlDatabase(name, pool, config.parallelReads());
    Optional<JdbcWriter> writer =
        config.writable()
            ? Optional.of(
                new JdbcWriter(
                    name,
                    ConnectionPool.forWriting(name, PostgresqlDatabase.writingConnections(config)),
                    database,
                    new PostgresqlWriting()))
            : Optional.empty();
    return new JdbcSource(name, pool, database, writer, config.nativeQueries());
  }
}
