package io.tributary.gateway.query;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tributary.gateway.metadata.ConstantRows;
import io.tributary.gateway.planner.ParsedStatement.ExplainFormat;
import java.util.List;

/// A plan as the rows that `EXPLAIN` gives: a line of text each, or one JSON text.
final class ExplainRows {
  private static final List<String> COLUMNS = List.of("Query Plan");

  private ExplainRows() {}

  static ConstantRows of(ExplainedQuery query, ExplainFormat format) {
    return ConstantRows.ofText(
        COLUMNS,
        switch (format) {
          case TEXT -> query.text().lines().map(List::of).toList();
          case JSON -> List.of(List.of(json(query)));
        });
  }

  /// As a plan's result is known before the plan is.
  static ConstantRows none() {
    return ConstantRows.ofText(COLUMNS, List.of());
  }

  /// As `POST /api/v1/explain` writes it.
  private static String json(ExplainedQuery query) {
    try {
      return JsonFormat.printer()
          .alwaysPrintFieldsWithNoPresence()
          .print(ExplainMessages.message(query));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a plan's message holds no Any", e);
    }
  }
}
