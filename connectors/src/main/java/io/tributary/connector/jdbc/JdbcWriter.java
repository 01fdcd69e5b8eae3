package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.StatusText;
import io.tributary.connector.TableChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Writes a database through its JDBC driver, each change in a transaction of its own.
public final class JdbcWriter implements SourceWriter, AutoCloseable {
  private final ConnectionPool pool;
  private final JdbcDatabase database;
  private final JdbcWriting writing;
  private final JdbcErrors errors;

  /// @param source name of the source
  /// @param pool of connections that may write; closed with the writer
  public JdbcWriter(
      String source, ConnectionPool pool, JdbcDatabase database, JdbcWriting writing) {
    this.pool = pool;
    this.database = database;
    this.writing = writing;
    this.errors = new JdbcErrors(source, database);
  }

  @Override
  public List<ColumnDescription> columnsFor(List<Field> wanted, Map<String, Integer> maxLengths) {
    long ofRow = maxLengths.values().stream().mapToLong(Integer::longValue).sum();
    List<ColumnDescription> columns = new ArrayList<>();
    for (Field field : wanted) {
      JdbcWriting.NewColumn column =
          Optional.ofNullable(maxLengths.get(field.getName()))
              .flatMap(length -> writing.newText(length, ofRow))
              .or(() -> writing.newColumn(field))
              .orElseThrow(() ->
                  new ConnectorException(
                      ErrorCode.TYPE_MISMATCH,
                      "source %s has no type for column %s, which is %s: cast it"
                          .formatted(errors.source(), field.getName(), field.getType())));
      columns.add(
          new ColumnDescription(
              new Field(
                  field.getName(),
                  new FieldType(field.isNullable(), column.type(), null),
                  column.children()),
              column.declared(),
              Optional.empty(),
              ""));
    }
    return columns;
  }

  @Override
  public RunningChange start(TableChange change, ArrowReader rows, BufferAllocator allocator) {
    if (change instanceof TableChange.Create create) {
      check(create);
    }
    return new JdbcChange(change, rows, pool, database, writing, errors);
  }

  private void check(TableChange.Create create) {
    if (!create.options().isEmpty()) {
      throw new ConnectorException(
          ErrorCode.INVALID_ARGUMENT,
          "source %s: tables of a database take no WITH (%s …)"
              .formatted(errors.source(), create.options().keySet().iterator().next()));
    }
    writing
        .bytesOfNames()
        .ifPresent(most ->
            Stream.concat(
                    Stream.of(create.table().table()),
                    create.columns().stream().map(ColumnDescription::name))
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length > most)
                .findFirst()
                .ifPresent(name -> {
                  throw new ConnectorException(
                      ErrorCode.INVALID_ARGUMENT,
                      "source %s keeps %d bytes of a name, which %s has more of"
                          .formatted(errors.source(), most, StatusText.fit(name)));
                }));
    if (create.replace() && writing.renaming() == JdbcWriting.Renaming.ALONE) {
      throw new ConnectorException(
          ErrorCode.NOT_SUPPORTED,
          "source %s cannot replace a table at once: drop it, then create it"
              .formatted(errors.source()));
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
