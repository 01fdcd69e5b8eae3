package io.tributary.catalog.discovery;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.TableName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a source for the columns of many tables. One that cannot be described, such as a damaged
/// file or a view of a table that was dropped, takes no other's columns away; but a source that
/// describes nothing fails as a whole, and is not asked for one table after the other.
final class ColumnsOfTables {
  private static final Logger log = LoggerFactory.getLogger(ColumnsOfTables.class);

  /// Of failures that need not be the whole source's.
  private static final Set<ErrorCode> OF_A_TABLE =
      EnumSet.of(ErrorCode.SOURCE_ERROR, ErrorCode.PERMISSION_DENIED);

  /// Tables one after the other that make doubtful whether the source describes any.
  private static final int DOUBTFUL = 3;

  private record Failure(TableName table, ConnectorException cause) {}

  private final Source source;
  private final Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  /// A table that the source has described.
  private Optional<TableName> described;

  private int failedInARow;

  private ColumnsOfTables(Source source, Optional<TableName> described) {
    this.source = source;
    this.described = described;
  }

  /// Without the tables that do not exist or cannot be described.
  ///
  /// @param described a table that the source described before, if there is one
  /// @throws ConnectorException where the source seems to describe no table at all
  static Map<TableName, List<ColumnDescription>> ask(
      Source source, List<TableName> tables, Optional<TableName> described) {
    var question = new ColumnsOfTables(source, described);
    question.ask(tables);
    if (question.columns.isEmpty()) {
      question.throwIfOfTheSource();
    }
    for (Failure failure : question.failures) {
      log.warn(
          "the columns of {} are not listed: {}", failure.table(), failure.cause().getMessage());
    }
    return question.columns;
  }

  private void ask(List<TableName> tables) {
    try {
      Map<TableName, List<ColumnDescription>> answer = source.columns(tables);
      columns.putAll(answer);
      described = described.or(() -> answer.keySet().stream().findFirst());
      failedInARow = 0;
      return;
    } catch (ConnectorException e) {
      // Engines answer for all tables of theirs at once, and at a price.
      if (source.isEngine() || !OF_A_TABLE.contains(e.code())) {
        throw e;
      }
      if (tables.size() == 1) {
        failed(new Failure(tables.getFirst(), e));
        return;
      }
    }
    int half = tables.size() / 2;
    ask(tables.subList(0, half));
    ask(tables.subList(half, tables.size()));
  }

  private void failed(Failure failure) {
    failures.add(failure);
    failedInARow++;
    if (failedInARow == DOUBTFUL) {
      throwIfOfTheSource();
      failedInARow = 0;
    }
  }

  /// Where it still describes what it has described before, the failures are those of the tables.
  private void throwIfOfTheSource() {
    if (failures.isEmpty()) {
      return;
    }
    List<TableName> known = described.stream().toList();
    if (known.isEmpty()) {
      throw failures.getFirst().cause();
    }
    source.columns(known);
  }
}
