package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.v1.SourceState;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds tables where clients name only a part, or nothing.
///
/// A source that fails is left out of listings over all sources and logged, so that one broken
/// source does not blind a client to the others; asked for by name, its failure is the answer. What
/// is not there has no rows: JDBC and its tools expect no failure of a listing.
final class TableLookup {
  private static final Logger log = LoggerFactory.getLogger(TableLookup.class);

  private static final Set<ErrorCode> NOT_THERE =
      EnumSet.of(ErrorCode.SOURCE_NOT_FOUND, ErrorCode.SCHEMA_NOT_FOUND, ErrorCode.TABLE_NOT_FOUND);

  /// Of failures that need not be the whole source's.
  private static final Set<ErrorCode> OF_A_TABLE =
      EnumSet.of(ErrorCode.SOURCE_ERROR, ErrorCode.PERMISSION_DENIED);

  private final Metadata metadata;

  TableLookup(Metadata metadata) {
    this.metadata = metadata;
  }

  /// @param only the one source to be visited, if there is such a one; all where empty
  void forEachSource(Optional<String> only, Consumer<String> visit) {
    if (only.isPresent()) {
      visitIfThere(only.get(), visit);
      return;
    }
    for (SourceSummary source : metadata.sources()) {
      if (source.getState() != SourceState.SOURCE_STATE_FAILED) {
        visitOneOfAll(source.getName(), visit);
      }
    }
  }

  private static void visitIfThere(String source, Consumer<String> visit) {
    try {
      visit.accept(source);
    } catch (GatewayException failure) {
      if (failure.code() != ErrorCode.SOURCE_NOT_FOUND) {
        throw failure;
      }
    }
  }

  private static void visitOneOfAll(String source, Consumer<String> visit) {
    try {
      visit.accept(source);
    } catch (GatewayException failure) {
      log.warn(
          "Source {} is missing in an answer about all sources: {}",
          source,
          Failures.oneLine(failure));
    }
  }

  /// All tables of this name, in any source and schema that is not given.
  List<TableMetadata> named(Optional<String> source, Optional<String> schema, String table) {
    if (source.isPresent() && schema.isPresent()) {
      return ifThere(() -> metadata.table(source.get(), schema.get(), table)).stream().toList();
    }
    List<TableMetadata> found = new ArrayList<>();
    forEachSource(
        source,
        name ->
            ifThere(() -> metadata.tables(name, schema)).stream()
                .flatMap(List::stream)
                .filter(summary -> summary.getRef().getTable().equals(table))
                .forEach(summary -> ifThere(summary.getRef()).ifPresent(found::add)));
    return found;
  }

  /// A table that a listing named: it may have been dropped since.
  Optional<TableMetadata> ifThere(TableRef ref) {
    return ifThere(() -> metadata.table(ref.getSource(), ref.getSchema(), ref.getTable()));
  }

  /// One of all tables of a source, of which one that cannot be described is left out.
  Optional<TableMetadata> ifDescribed(TableRef ref) {
    try {
      return ifThere(ref);
    } catch (GatewayException failure) {
      if (!OF_A_TABLE.contains(failure.code())) {
        throw failure;
      }
      log.warn(
          "Table {}.{}.{} is missing in an answer about all tables: {}",
          ref.getSource(),
          ref.getSchema(),
          ref.getTable(),
          Failures.oneLine(failure));
      return Optional.empty();
    }
  }

  private static <T> Optional<T> ifThere(Supplier<T> lookUp) {
    try {
      return Optional.of(lookUp.get());
    } catch (GatewayException failure) {
      if (NOT_THERE.contains(failure.code())) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
