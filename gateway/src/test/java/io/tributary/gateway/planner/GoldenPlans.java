package io.tributary.gateway.planner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A file of statements, each with the plan that is expected of it below.
///
/// ```
/// == fires: a filter on one side of a join goes below it
/// SELECT ...
/// ---
/// the plan
/// ```
///
/// Lines before the first `==` say what the file is about. With `-Dgolden.update=true` the plans
/// are written instead of compared; the difference is for people to review.
record GoldenPlans(Path file, String head, List<Case> cases) {

  private static final Path FOLDER = Path.of("src/test/resources/plans");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  /// @param fires whether the rule is expected to change the plan
  record Case(boolean fires, String title, String sql, String plan) {
    @Override
    public String toString() {
      return (fires ? "fires: " : "stays: ") + title;
    }

    Case with(String otherPlan) {
      return new Case(fires, title, sql, otherPlan);
    }

    private String text() {
      return "== %s\n%s\n---\n%s\n".formatted(this, sql, plan);
    }

    private static Case parse(String text) {
      int firstLine = text.indexOf('\n');
      int line = text.indexOf("\n---", firstLine);
      String title = text.substring(0, firstLine).strip();
      boolean fires = title.startsWith("fires: ");
      if (!fires && !title.startsWith("stays: ")) {
        throw new IllegalStateException("a case is titled 'fires: …' or 'stays: …', not " + title);
      }
      return new Case(
          fires,
          title.substring("fires: ".length()),
          text.substring(firstLine, line).strip(),
          text.substring(line + "\n---".length()).strip());
    }
  }

  /// All files.
  static List<GoldenPlans> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(GoldenPlans::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenPlans read(Path file) {
    try {
      String[] parts = ("\n" + Files.readString(file)).split("\n== ", -1);
      List<Case> cases = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        cases.add(Case.parse(parts[i]));
      }
      return new GoldenPlans(file, parts[0].strip(), cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the file is called: a step of the planner's.
  String name() {
    return file.getFileName().toString().replace(".txt", "").replace('-', ' ');
  }

  static boolean areUpdated() {
    return UPDATE;
  }

  /// The file with these cases.
  String text(List<Case> others) {
    return others.stream().map(Case::text).collect(Collectors.joining("\n", head + "\n\n", ""));
  }

  /// Writes the file anew.
  void write(List<Case> updated) {
    try {
      Files.writeString(file, text(updated));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
