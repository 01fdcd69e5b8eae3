package io.tributary.gateway.testing;

import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.TableName;
import java.nio.file.Path;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// One Parquet file a table, with descriptions and statistics from a DuckDB database of the same
/// content.
public final class ParquetTestSource extends DuckDbDescribed implements LocalSource {

  private final Path folder;

  public ParquetTestSource(String name, Path folder, DuckDBConnection sameContent) {
    super(name, sameContent);
    this.folder = folder;
  }

  @Override
  public LocalRelation relation(TableName table) {
    String path = folder.resolve(table.table() + ".parquet").toString();
    return new LocalRelation("read_parquet(['%s'])".formatted(path), List.of(path));
  }
}
