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
  private static final String LINE = "%-40s %14s %14s %8s %12s  %s%n";

  boolean reachesAllTargets() {
    return figures.stream().allMatch(Figure::reachesTarget);
  }

  void print(PrintWriter out) {
    out.printf(LINE, "figure", "ours", "peer", "ratio", "target", "");
    for (Figure figure : figures) {
      switch (figure) {
        case Figure.Compared compared ->
            out.printf(
                LINE,
                compared.name(),
                milliseconds(compared.oursMilliseconds()),
                milliseconds(compared.peerMilliseconds()),
                String.format(Locale.ROOT, "%.2f", compared.ratio()),
                String.format(Locale.ROOT, "≤ %.2f", compared.targetRatio()),
                compared.verdict());
        case Figure.Beside beside ->
            out.printf(
                LINE,
                beside.name(),
                milliseconds(beside.oursMilliseconds()),
                milliseconds(beside.peerMilliseconds()),
                String.format(Locale.ROOT, "%.2f", beside.ratio()),
                "",
                beside.verdict());
        case Figure.Shipped shipped ->
            out.printf(
                LINE,
                String.format(Locale.ROOT, "%s (%,d rows)", shipped.name(), shipped.rows()),
                bytes(shipped.bytes()),
                bytes(shipped.wholeBytes()),
                String.format(Locale.ROOT, "%.4f", shipped.ratio()),
                String.format(Locale.ROOT, "≤ %.2f", shipped.targetRatio()),
                shipped.verdict());
        case Figure.Observed observed ->
            out.printf(
                LINE,
                observed.name(),
                observed.unit().text(observed.value()),
                "",
                "",
                "",
                observed.verdict());
        case Figure.Bounded bounded ->
            out.printf(
                LINE,
                bounded.name(),
                bounded.unit().text(bounded.value()),
                "",
                "",
                "≤ " + bounded.unit().text(bounded.atMost()),
                bounded.verdict());
      }
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
      ObjectNode row = rows.addObject().put("name", figure.name());
      switch (figure) {
        case Figure.Compared compared ->
            row.put("ours_milliseconds", compared.oursMilliseconds())
                .put("peer_milliseconds", compared.peerMilliseconds())
                .put("ratio", compared.ratio())
                .put("target_ratio", compared.targetRatio());
        case Figure.Beside beside ->
            row.put("ours_milliseconds", beside.oursMilliseconds())
                .put("peer_milliseconds", beside.peerMilliseconds())
                .put("ratio", beside.ratio());
        case Figure.Shipped shipped ->
            row.put("rows", shipped.rows())
                .put("bytes", shipped.bytes())
                .put("whole_bytes", shipped.wholeBytes())
                .put("ratio", shipped.ratio())
                .put("target_ratio", shipped.targetRatio());
        case Figure.Observed observed ->
            row.put("value", observed.value())
                .put("unit", observed.unit().name().toLowerCase(Locale.ROOT));
        case Figure.Bounded bounded ->
            row.put("value", bounded.value())
                .put("unit", bounded.unit().name().toLowerCase(Locale.ROOT))
                .put("at_most", bounded.atMost());
      }
      row.put("verdict", figure.verdict());
    }
    Files.writeString(
        file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, "%,.1f ms", value);
  }

  private static String bytes(long value) {
    return String.format(Locale.ROOT, "%,d B", value);
  }
}
