package io.tributary.server.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The figures of one benchmark.
record BenchReport(String benchmark, Machine machine, List<Figure> figures) {
  private static final String LINE = "%-34s %14s %14s %8s %8s  %s%n";

  boolean reachesAllTargets() {
    return figures.stream().allMatch(Figure::reachesTarget);
  }

  void print(PrintWriter out) {
    out.printf(LINE, "figure", "ours", "peer", "ratio", "target", "");
    for (Figure figure : figures) {
      out.printf(
          LINE,
          figure.name(),
          milliseconds(figure.oursMilliseconds()),
          milliseconds(figure.peerMilliseconds()),
          String.format(Locale.ROOT, "%.2f", figure.ratio()),
          String.format(Locale.ROOT, "≤ %.2f", figure.targetRatio()),
          figure.verdict());
    }
    out.println("Machine: " + machine);
    out.flush();
  }

  void writeJson(Path file) throws IOException {
    var mapper = JsonMapper.builder().build();
    ObjectNode report = mapper.createObjectNode().put("benchmark", benchmark);
    report
        .putObject("machine")
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("memory_gibibytes", machine.memoryGibibytes())
        .put("jdk", machine.jdk())
        .put("commit", machine.commit());
    var rows = report.putArray("figures");
    for (Figure figure : figures) {
      rows.addObject()
          .put("name", figure.name())
          .put("ours_milliseconds", figure.oursMilliseconds())
          .put("peer_milliseconds", figure.peerMilliseconds())
          .put("ratio", figure.ratio())
          .put("target_ratio", figure.targetRatio())
          .put("verdict", figure.verdict());
    }
    Files.writeString(
        file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, "%,.1f ms", value);
  }
}
