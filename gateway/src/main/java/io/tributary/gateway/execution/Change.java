package io.tributary.gateway.execution;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.TableChange;
import java.util.List;

/// A change of a source's table, ready to run.
///
/// @param table its full name, for messages
/// @param columns what its rows become, column by column; empty where it writes none
/// @param onDone what is to be forgotten when it is done
public record Change(
    String table,
    SourceWriter writer,
    TableChange change,
    List<ColumnDescription> columns,
    List<Assignment> assignments,
    Runnable onDone) {
  public Change {
    columns = List.copyOf(columns);
    assignments = List.copyOf(assignments);
  }
}
