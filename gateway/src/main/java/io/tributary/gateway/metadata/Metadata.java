package io.tributary.gateway.metadata;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.Source;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Sources, schemas and tables as [io.tributary.connector.Caller#current] may see them.
///
/// Every method throws [io.tributary.gateway.error.GatewayException]: SOURCE_NOT_FOUND,
/// SCHEMA_NOT_FOUND and TABLE_NOT_FOUND name what is near, SOURCE_MISCONFIGURED and
/// SOURCE_UNAVAILABLE name the source.
public interface Metadata {

  /// A table by name, whatever the case of the letters; exact matches come first.
  TableMetadata table(String source, String schema, String table);

  /// A query in a source's own SQL, described by the source as it is now or was a moment ago.
  ///
  /// @throws io.tributary.gateway.error.GatewayException as
  ///   [io.tributary.connector.Source#describeQuery]
  TableMetadata query(NativeQuery query);

  /// All sources, failed ones included, by name.
  List<SourceSummary> sources();

  /// Schemas of a source, by name.
  List<String> schemas(String source);

  /// Tables of a source, by schema and name.
  ///
  /// @param schema only this schema, whatever the case of the letters
  List<TableSummary> tables(String source, Optional<String> schema);

  /// The columns of tables in the order in which they are asked for, without those that do not
  /// exist any more.
  ///
  /// @param tables of one source, as they are listed
  SequencedMap<TableId, List<ColumnDescription>> columns(String source, List<TableRef> tables);

  /// The version of the configuration that a source was opened with.
  ///
  /// @param source of [TableMetadata#source]
  /// @throws io.tributary.gateway.error.GatewayException SOURCE_UNAVAILABLE when it has been closed
  ///   since
  String configurationVersion(Source source);

  /// An open source by name, whatever the case of the letters; exact matches come first.
  Source source(String name);

  /// Forgets what any organisation knows of the tables of a source, which have changed.
  ///
  /// @param source spelled as the catalog spells it
  void refresh(String source);

  /// Keeps sources open while a query reads them, though their configuration changes meanwhile. A
  /// query leases what its plan reads before it starts and closes the lease when it has ended.
  ///
  /// @param sources of [TableMetadata#source], in any number and order
  SourceLease lease(Collection<Source> sources);
}
