package io.tributary.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL of its own on a free port of the loopback interface, which asks for a
/// password. Its settings trade safety on power loss for speed.
public final class PostgresServer implements AutoCloseable {
  /// Written last, so that a cluster whose creation was interrupted is recognised and made anew.
  private static final String COMPLETE = "tributary-complete";

  /// Held by the process that runs the server; the embedding library takes it.
  private static final String LOCK = "epg-lock";

  private static final String USER = "postgres";
  private static final String PASSWORD = "correct-horse";

  /// Everybody must give the password: with PostgreSQL's `trust`, a wrong one would go unnoticed.
  private static final String HOST_BASED_ACCESS =
      "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /// Starts a fresh server in a temporary folder, which is removed at close.
  public static PostgresServer start() {
    try {
      return launch(Files.createTempDirectory("tributary-postgres"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }

  /// Starts a server on a folder that outlives it: databases are there again at the next start,
  /// which takes a second or two.
  ///
  /// @param dataDirectory this server's alone; made if it does not exist
  public static PostgresServer startIn(Path dataDirectory) {
    try {
      stopServerOfDeadProcess(dataDirectory);
      if (!Files.exists(dataDirectory.resolve(COMPLETE))) {
        deleteUnfinishedCluster(dataDirectory);
      }
      Files.createDirectories(dataDirectory.toAbsolutePath().getParent());
      return launch(dataDirectory, false);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start in " + dataDirectory, e);
    }
  }

  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
  }

  public int port() {
    return server.getPort();
  }

  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /// What a source of the connector `postgresql` is configured with to reach it as a superuser.
  public Map<String, String> sourceProperties() {
    return Map.of(
        "connection-url", jdbcUrl(), "connection-user", user(), "connection-password", password());
  }

  /// A connection of a superuser, in auto-commit mode; the caller closes it.
  public Connection connect() throws SQLException {
    return connect(PASSWORD);
  }

  /// Transactions that sources have open.
  public long openTransactions() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary'"
                    + " AND state <> 'idle'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Runs statements, each in a transaction of its own.
  public void execute(String... statements) {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /// Ends the server at once, as a crash would, and starts it again on the same port.
  ///
  /// @param meanwhile done while there is no server
  public void crash(Runnable meanwhile) {
    try {
      Path directory = Path.of(asked("SHOW data_directory"));
      long id =
          Long.parseLong(
              Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
      ProcessHandle running = ProcessHandle.of(id).orElseThrow();
      List<String> command = new ArrayList<>();
      if (System.getProperty("user.name").equals("root")) {
        // PostgreSQL refuses to run as root; in a user namespace it does not know.
        command.addAll(List.of("unshare", "-U"));
      }
      command.add(running.info().command().orElseThrow());
      command.addAll(List.of(running.info().arguments().orElseThrow()));
      new ProcessBuilder("kill", "-QUIT", Long.toString(id)).start().waitFor();
      running.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      meanwhile.run();
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      Eventually.holds("PostgreSQL is back", Duration.ofMinutes(1), this::answers);
    } catch (Exception e) {
      throw new IllegalStateException("PostgreSQL does not start again", e);
    }
  }

  private String asked(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private boolean answers() {
    try {
      return asked("SELECT 'x'").equals("x");
    } catch (SQLException e) {
      return false;
    }
  }

  /// Stops the server at once, breaking connections that are open.
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresServer launch(Path dataDirectory, boolean temporary) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(dataDirectory)
            .setCleanDataDirectory(temporary)
            .setPGStartupWait(Duration.ofMinutes(1))
            .setConnectConfig("password", PASSWORD)
            .setLocaleConfig("locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            // A socket file in a folder that all users share could collide; pg_ctl's shell removes
            // the quotes.
            .setServerConfig("unix_socket_directories", "''")
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("max_connections", "100")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("autovacuum", "off")
            .start();
    PostgresServer started = new PostgresServer(server);
    try {
      if (!Files.exists(dataDirectory.resolve(COMPLETE))) {
        started.requirePassword(dataDirectory);
        Files.createFile(dataDirectory.resolve(COMPLETE));
      }
      return started;
    } catch (IOException | SQLException e) {
      server.close();
      throw new IOException("PostgreSQL cannot be set up: " + e.getMessage(), e);
    }
  }

  private void requirePassword(Path dataDirectory) throws IOException, SQLException {
    try (Connection connection = connect(PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("ALTER USER %s PASSWORD '%s'".formatted(USER, PASSWORD));
      Files.writeString(
          dataDirectory.resolve("pg_hba.conf"), HOST_BASED_ACCESS, StandardCharsets.UTF_8);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private Connection connect(String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    return DriverManager.getConnection(jdbcUrl(), properties);
  }

  /// A process that was killed leaves its server running, and the server its folder taken. Whether
  /// that process still lives is told by the lock that it holds.
  private static void stopServerOfDeadProcess(Path dataDirectory) throws IOException {
    Path lockFile = dataDirectory.resolve(LOCK);
    Path serverFile = dataDirectory.resolve("postmaster.pid");
    if (!Files.exists(lockFile) || !Files.exists(serverFile)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException("another process uses it");
      }
      long serverId = Long.parseLong(Files.readAllLines(serverFile).getFirst().strip());
      Optional<ProcessHandle> server =
          ProcessHandle.of(serverId).filter(PostgresServer::isPostgres);
      if (server.isPresent()) {
        server.get().destroy();
        server.get().onExit().orTimeout(30, TimeUnit.SECONDS).join();
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process uses it already", e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("/postgres")).orElse(false);
  }

  private static void deleteUnfinishedCluster(Path dataDirectory) throws IOException {
    if (!Files.exists(dataDirectory.resolve("PG_VERSION"))) {
      return;
    }
    List<Path> paths;
    try (var tree = Files.walk(dataDirectory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
