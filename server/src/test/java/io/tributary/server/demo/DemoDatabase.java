package io.tributary.server.demo;

import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A running PostgreSQL with the demo's tables, on a copy that goes when it is closed.
final class DemoDatabase implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final Folder folder;
  private final PostgresServer server;

  private DemoDatabase(Folder folder, PostgresServer server) {
    this.folder = folder;
    this.server = server;
  }

  static DemoDatabase start(Folder folder, Path cluster) throws IOException {
    try {
      new FileTree(cluster).copyTo(folder.cluster());
      return new DemoDatabase(folder, PostgresServer.startIn(folder.cluster()));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  PostgresServer server() {
    return server;
  }

  /// A folder that lives as long as this.
  Path folder() {
    return folder.path();
  }

  /// Stops PostgreSQL and waits for its end, so that nothing writes to what is deleted.
  @Override
  public void close() {
    Optional<ProcessHandle> process = serverProcess(folder.cluster());
    server.close();
    process.ifPresent(DemoDatabase::awaitEnd);
    folder.close();
  }

  /// Stops and deletes what killed runs left behind.
  static void removeAbandoned(Path runs) throws IOException {
    List<Path> folders;
    try (var entries = Files.list(runs)) {
      folders = entries.toList();
    }
    for (Path folder : folders) {
      if (isAbandoned(folder)) {
        stop(folder.resolve("postgres"));
        new FileTree(folder).delete();
      }
    }
  }

  /// Stops a server that outlived whoever started it, if there is one.
  static void stop(Path cluster) {
    serverProcess(cluster)
        .filter(process -> process.info().command().orElse("").contains("postgres"))
        .ifPresent(process -> {
          process.destroy();
          awaitEnd(process);
        });
  }

  /// Whether nobody holds the folder's lock: the system takes it from whoever dies.
  private static boolean isAbandoned(Path folder) throws IOException {
    try (FileChannel channel = DemoData.openLock(folder.resolve("lock"));
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Optional<ProcessHandle> serverProcess(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    try {
      return Files.exists(pidFile)
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("PostgreSQL does not stop: process " + process.pid(), e);
    }
  }

  /// A run's own folder, locked while the run lives.
  record Folder(Path path, FileChannel channel) implements AutoCloseable {

    static Folder create(Path path) throws IOException {
      Files.createDirectory(path);
      FileChannel channel = DemoData.openLock(path.resolve("lock"));
      channel.lock();
      return new Folder(path, channel);
    }

    Path cluster() {
      return path.resolve("postgres");
    }

    @Override
    public void close() {
      try {
        channel.close();
        new FileTree(path).delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
