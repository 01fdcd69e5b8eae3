package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.endpoint.flight.StreamSender.BatchSink;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.Nullable;
import org.apache.arrow.flight.sql.impl.FlightSql.Searchable;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDataType;
import org.apache.arrow.memory.BufferAllocator;

/// The types of the gateway's SQL, which are DuckDB's.
final class TypeStreams {
  private static final int DECIMAL_DIGITS = 38;
  private static final int RADIX = 10;

  /// In the order that JDBC asks for: by its type number.
  private static final List<SqlTypeInfo> TYPES =
      List.of(
          number("TINYINT", XdbcDataType.XDBC_TINYINT, 3),
          number("BIGINT", XdbcDataType.XDBC_BIGINT, 19),
          quoted("BLOB", XdbcDataType.XDBC_VARBINARY, Integer.MAX_VALUE),
          number("DECIMAL", XdbcDataType.XDBC_DECIMAL, DECIMAL_DIGITS),
          number("INTEGER", XdbcDataType.XDBC_INTEGER, 10),
          number("SMALLINT", XdbcDataType.XDBC_SMALLINT, 5),
          number("REAL", XdbcDataType.XDBC_REAL, 7),
          number("DOUBLE", XdbcDataType.XDBC_DOUBLE, 15),
          quoted("VARCHAR", XdbcDataType.XDBC_VARCHAR, Integer.MAX_VALUE),
          new SqlTypeInfo("BOOLEAN", XdbcDataType.XDBC_BIT, 1, Optional.empty(), false),
          quoted("DATE", XdbcDataType.XDBC_DATE, 10),
          quoted("TIME", XdbcDataType.XDBC_TIME, 15),
          quoted("TIMESTAMP", XdbcDataType.XDBC_TIMESTAMP, 26),
          quoted("TIMESTAMP WITH TIME ZONE", XdbcDataType.XDBC_TIMESTAMP, 32));

  private final BufferAllocator allocator;

  TypeStreams(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// A type.
  ///
  /// @param size digits of a number, characters of its text for any other
  /// @param quote what its literals begin and end with
  private record SqlTypeInfo(
      String name, XdbcDataType type, int size, Optional<String> quote, boolean numeric) {}

  void types(CommandGetXdbcTypeInfo command, BatchSink sink) {
    try (var rows = new RowWriter(Schemas.GET_TYPE_INFO_SCHEMA, allocator, sink)) {
      TYPES.stream()
          .filter(type -> !command.hasDataType() || command.getDataType() == number(type))
          .forEach(type -> write(type, rows));
      rows.finish();
    }
  }

  private static void write(SqlTypeInfo type, RowWriter rows) {
    boolean decimal = type.type() == XdbcDataType.XDBC_DECIMAL;
    rows.text("type_name", type.name())
        .integer("data_type", number(type))
        .integer("column_size", type.size())
        .text("literal_prefix", type.quote())
        .text("literal_suffix", type.quote())
        .texts("create_params", decimal ? List.of("precision", "scale") : List.of())
        .integer("nullable", Nullable.NULLABILITY_NULLABLE.getNumber())
        .bool("case_sensitive", type.type() == XdbcDataType.XDBC_VARCHAR)
        .integer("searchable", Searchable.SEARCHABLE_FULL.getNumber())
        .bool("unsigned_attribute", false)
        .bool("fixed_prec_scale", false)
        .bool("auto_increment", false)
        .text("local_type_name", type.name())
        .integer("minimum_scale", 0)
        .integer("maximum_scale", decimal ? DECIMAL_DIGITS : 0)
        .integer("sql_data_type", number(type));
    if (type.numeric()) {
      rows.integer("num_prec_radix", RADIX);
    }
    rows.endRow();
  }

  private static int number(SqlTypeInfo type) {
    return type.type().getNumber();
  }

  private static SqlTypeInfo number(String name, XdbcDataType type, int digits) {
    return new SqlTypeInfo(name, type, digits, Optional.empty(), true);
  }

  private static SqlTypeInfo quoted(String name, XdbcDataType type, int characters) {
    return new SqlTypeInfo(name, type, characters, Optional.of("'"), false);
  }
}
