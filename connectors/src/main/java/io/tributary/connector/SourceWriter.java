package io.tributary.connector;

import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

/// Changes the tables of a source. Safe for use by many threads.
public interface SourceWriter {

  /// The setting without which a source is only read.
  String WRITABLE = "writable";

  /// The setting, as connectors describe it.
  ConnectorDescriptor.Property PROPERTY =
      new ConnectorDescriptor.Property(
          WRITABLE,
          "whether its tables may be made, changed and dropped: true or false, false by default",
          false,
          false);

  /// What the columns of a new table would be. Each holds every value of the type that is wanted,
  /// and may be wider.
  ///
  /// @param maxLengths the most characters that texts may have, by the names of their columns,
  ///   which all are of Utf8
  /// @throws ConnectorException TYPE_MISMATCH naming the column for whose type there is none
  List<ColumnDescription> columnsFor(List<Field> wanted, Map<String, Integer> maxLengths);

  /// A change that has not begun. The caller must close it.
  ///
  /// @param rows what it writes, in columns of exactly the types that the change says; without rows
  ///   where it writes none. Closed when they are all there, before they are taken for good: a
  ///   source may wait until nobody reads the table that is replaced
  /// @param allocator for what is held meanwhile; empty again once the change is closed
  RunningChange start(TableChange change, ArrowReader rows, BufferAllocator allocator);

  /// That a source which could be written to may not be.
  static ConnectorException readOnly(String source) {
    return new ConnectorException(
        ErrorCode.PERMISSION_DENIED,
        "source %s is read only: set %s=true in its properties".formatted(source, WRITABLE));
  }
}
