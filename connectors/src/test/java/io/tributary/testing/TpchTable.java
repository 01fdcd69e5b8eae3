package io.tributary.testing;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables of TPC-H with the types that its specification gives them: order keys are BIGINT,
/// other keys INTEGER, money and quantities DECIMAL(15,2).
///
/// Referenced tables come before those that refer to them.
// The lists and the generator never change; their types cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum TpchTable {
  REGION(io.trino.tpch.TpchTable.REGION, List.of("r_regionkey"), List.of()),
  NATION(
      io.trino.tpch.TpchTable.NATION,
      List.of("n_nationkey"),
      List.of(new ForeignKey(List.of("n_regionkey"), "region"))),
  PART(io.trino.tpch.TpchTable.PART, List.of("p_partkey"), List.of()),
  SUPPLIER(
      io.trino.tpch.TpchTable.SUPPLIER,
      List.of("s_suppkey"),
      List.of(new ForeignKey(List.of("s_nationkey"), "nation"))),
  PARTSUPP(
      io.trino.tpch.TpchTable.PART_SUPPLIER,
      List.of("ps_partkey", "ps_suppkey"),
      List.of(
          new ForeignKey(List.of("ps_partkey"), "part"),
          new ForeignKey(List.of("ps_suppkey"), "supplier"))),
  CUSTOMER(
      io.trino.tpch.TpchTable.CUSTOMER,
      List.of("c_custkey"),
      List.of(new ForeignKey(List.of("c_nationkey"), "nation"))),
  ORDERS(
      io.trino.tpch.TpchTable.ORDERS,
      List.of("o_orderkey"),
      List.of(new ForeignKey(List.of("o_custkey"), "customer"))),
  LINEITEM(
      io.trino.tpch.TpchTable.LINE_ITEM,
      List.of("l_orderkey", "l_linenumber"),
      List.of(
          new ForeignKey(List.of("l_orderkey"), "orders"),
          new ForeignKey(List.of("l_partkey", "l_suppkey"), "partsupp")));

  /// Columns that refer to the primary key of another table.
  record ForeignKey(List<String> columns, String referencedTable) {}

  /// The types that occur.
  enum Type {
    INTEGER,
    BIGINT,
    /// In hundredths.
    DECIMAL,
    /// In days since 1970.
    DATE,
    TEXT
  }

  private final Columns<?> columns;
  private final List<String> primaryKey;
  private final List<ForeignKey> foreignKeys;

  TpchTable(
      io.trino.tpch.TpchTable<?> generated, List<String> primaryKey, List<ForeignKey> foreignKeys) {
    this.columns = new Columns<>(generated);
    this.primaryKey = primaryKey;
    this.foreignKeys = foreignKeys;
  }

  /// The name as SQL writes it, such as `lineitem`.
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Column names, in order.
  public List<String> columnNames() {
    return columns.generated.getColumns().stream().map(TpchColumn::getColumnName).toList();
  }

  /// `CREATE TABLE` for both PostgreSQL and DuckDB, without keys.
  ///
  /// @param qualifiedName name of the table in the statement
  public String createTableSql(String qualifiedName) {
    List<String> definitions =
        columns.generated.getColumns().stream()
            .map(column -> column.getColumnName() + " " + sqlType(column) + " NOT NULL")
            .toList();
    return "CREATE TABLE %s (%s)".formatted(qualifiedName, String.join(", ", definitions));
  }

  List<String> primaryKey() {
    return primaryKey;
  }

  List<ForeignKey> foreignKeys() {
    return foreignKeys;
  }

  <X extends Exception> void generate(double scaleFactor, RowSink<X> sink) throws X {
    columns.generate(scaleFactor, sink);
  }

  /// Takes the values of a table, row by row, from the first column to the last.
  interface RowSink<X extends Exception> {
    void number(Type type, long value) throws X;

    void text(String value) throws X;

    void endRow() throws X;
  }

  /// Keeps a table and its row type together.
  private static final class Columns<E extends TpchEntity> {
    private final io.trino.tpch.TpchTable<E> generated;

    private Columns(io.trino.tpch.TpchTable<E> generated) {
      this.generated = generated;
    }

    private <X extends Exception> void generate(double scaleFactor, RowSink<X> sink) throws X {
      List<TpchColumn<E>> columns = generated.getColumns();
      List<Type> types = columns.stream().map(TpchTable::type).toList();
      for (E row : generated.createGenerator(scaleFactor, 1, 1)) {
        for (int i = 0; i < columns.size(); i++) {
          TpchColumn<E> column = columns.get(i);
          Type type = types.get(i);
          switch (type) {
            case TEXT -> sink.text(column.getString(row));
            case DATE -> sink.number(type, column.getDate(row));
            case DECIMAL -> sink.number(type, Math.round(column.getDouble(row) * 100));
            case BIGINT, INTEGER -> sink.number(type, integer(column, row));
          }
        }
        sink.endRow();
      }
    }

    private static <E extends TpchEntity> long integer(TpchColumn<E> column, E row) {
      return switch (column.getType().getBase()) {
        case IDENTIFIER -> column.getIdentifier(row);
        case INTEGER -> column.getInteger(row);
        case DATE, DOUBLE, VARCHAR ->
            throw new IllegalStateException(column.getColumnName() + " is no integer");
      };
    }
  }

  private static Type type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> column.getColumnName().endsWith("orderkey") ? Type.BIGINT : Type.INTEGER;
      case INTEGER -> Type.INTEGER;
      case DATE -> Type.DATE;
      case DOUBLE -> Type.DECIMAL;
      case VARCHAR -> Type.TEXT;
    };
  }

  private static String sqlType(TpchColumn<?> column) {
    return switch (type(column)) {
      case INTEGER -> "INTEGER";
      case BIGINT -> "BIGINT";
      case DECIMAL -> "DECIMAL(15,2)";
      case DATE -> "DATE";
      case TEXT -> {
        Optional<Long> length = column.getType().getPrecision();
        yield length.isPresent() ? "VARCHAR(" + length.get() + ")" : "VARCHAR";
      }
    };
  }
}
