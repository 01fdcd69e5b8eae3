package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How tables of a database are written. Safe for use by many threads.
public interface JdbcWriting {

  /// A type of the database for a column that is to be made.
  ///
  /// @param declared as SQL has it
  /// @param type what its values are delivered as
  record NewColumn(String declared, ArrowType type, List<Field> children) {

    public static NewColumn of(String declared, ArrowType type) {
      return new NewColumn(declared, type, List.of());
    }
  }

  /// The type that holds every value of a field; empty where there is none.
  Optional<NewColumn> newColumn(Field wanted);

  /// A type of texts that have so many characters at most, which the database sees to; empty where
  /// there is none.
  ///
  /// @param ofRow what all such texts of a row have at most
  default Optional<NewColumn> newText(int maxLength, long ofRow) {
    return Optional.empty();
  }

  /// Makes a transaction one that writes, before it has read anything.
  default void begin(Connection connection) throws SQLException {}

  /// Takes rows into a table, in the connection's transaction. From here on the table keeps its
  /// columns, where the database can see to that.
  RowSink rows(
      Connection connection, TableName table, List<ColumnDescription> columns, JdbcErrors errors)
      throws SQLException;

  /// How many bytes of a name the database keeps, where it drops the others without a word.
  default OptionalInt bytesOfNames() {
    return OptionalInt.empty();
  }

  /// What it does not hold as it is.
  ValueBinder.Traits traits();

  /// What columns keep other values of, one for each.
  ///
  /// @param connection that writes them
  default List<ValueGuard> guards(
      Connection connection, TableName table, List<ColumnDescription> columns) throws SQLException {
    return columns.stream().map(this::guard).toList();
  }

  /// What a column keeps other values of, by its declared type.
  default ValueGuard guard(ColumnDescription column) {
    return ValueGuard.declared(column, ValueGuard.MICROSECOND_DIGITS);
  }

  /// Refuses what the server would do wrong.
  ///
  /// @param connection that it would run on
  default void checkAssignments(Connection connection, TableChange.Update update, JdbcErrors errors)
      throws SQLException {}

  /// Refuses to take the place of a table that others need.
  ///
  /// @param replaced which may be none
  default void checkReplaceable(Connection connection, TableName replaced, JdbcErrors errors)
      throws SQLException {}

  /// How a statement begins that fails where a row breaks a rule of its table, whatever the table
  /// says to do then.
  ///
  /// @param verb `INSERT` or `UPDATE`
  default String failing(String verb) {
    return verb;
  }

  /// How a table that was made aside comes to its name.
  default Renaming renaming() {
    return Renaming.IN_TRANSACTION;
  }

  /// What the database can do with names of tables.
  enum Renaming {
    /// Making, renaming and dropping tables is part of the transaction.
    IN_TRANSACTION,
    /// Tables are there at once, and two can change their names at once.
    AT_ONCE,
    /// Tables are there at once, and one can change its name.
    ALONE
  }

  /// The statement that renames a table.
  ///
  /// @param from quoted, with its schema
  default String rename(String from, TableName to, char quote) {
    return "ALTER TABLE %s RENAME TO %s".formatted(from, quoted(to.table(), quote));
  }

  /// The statement that empties a table.
  ///
  /// @param table quoted, with its schema
  default String truncate(String table) {
    return "TRUNCATE TABLE " + table;
  }

  /// Quoted for the database, with its schema.
  static String quoted(TableName table, char quote) {
    return quoted(table.schema(), quote) + "." + quoted(table.table(), quote);
  }

  /// Quoted for the database.
  static String quoted(String name, char quote) {
    String mark = String.valueOf(quote);
    return mark + name.replace(mark, mark + mark) + mark;
  }
}
