package io.tributary.server.bench;

import java.util.List;
import java.util.function.Consumer;

/// Something worth measuring again and again.
interface Benchmark {

  /// What it is called on the command line.
  String name();

  /// What is compared with what, in one line.
  String description();

  /// @param progress takes a line whenever a slow step has something to tell
  List<Figure> run(Consumer<String> progress) throws Exception;
}
