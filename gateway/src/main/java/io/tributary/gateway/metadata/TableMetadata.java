package io.tributary.gateway.metadata;

import com.google.common.hash.Hashing;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A table and the open source that holds it, or a query in the source's own SQL that is read as
/// one.
///
/// @param query without blanks or semicolons at its end; empty for a table
public record TableMetadata(
    TableId id,
    Source source,
    TableDescription description,
    TableStatistics statistics,
    Optional<String> query) {

  /// The schema of queries, which no table is in.
  private static final String QUERIES = "source_query()";

  /// A table.
  public TableMetadata(
      TableId id, Source source, TableDescription description, TableStatistics statistics) {
    this(id, source, description, statistics, Optional.empty());
  }

  /// A query. Its name tells it from all others, also where the case of letters does not count.
  ///
  /// @param sourceName as the catalog spells it
  /// @param sql without blanks or semicolons at its end
  public static TableMetadata ofQuery(
      String sourceName, Source source, String sql, List<ColumnDescription> columns) {
    String digest = Hashing.sha256().hashString(sql, StandardCharsets.UTF_8).toString();
    return new TableMetadata(
        new TableId(sourceName, QUERIES, digest),
        source,
        new TableDescription(
            new TableName(QUERIES, digest), TableKind.VIEW, "", columns, List.of(), List.of()),
        TableStatistics.UNKNOWN,
        Optional.of(sql));
  }
}
