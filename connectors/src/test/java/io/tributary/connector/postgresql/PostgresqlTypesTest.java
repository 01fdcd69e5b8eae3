package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.testing.PostgresServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every type at its edges, from a literal of PostgreSQL to the value in the vector.
final class PostgresqlTypesTest {
  private static PostgresServer server;
  private static SqlSource source;

  private final BufferAllocator allocator = new RootAllocator();

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.execute(
        "CREATE TYPE mood AS ENUM ('sad', 'glad')",
        "CREATE DOMAIN price AS numeric(9,2)",
        "CREATE DOMAIN low_price AS price CHECK (VALUE < 10)");
    source =
        (SqlSource)
            new PostgresqlConnector()
                .open(
                    new SourceConfiguration("sales", "postgresql", server.sourceProperties(), "1"));
  }

  @AfterAll
  static void stop() {
    source.close();
    server.close();
  }

  @AfterEach
  void nothingIsLeftAllocated() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      quoteCharacter = '`',
      value = {
        "boolean | Bool | true | true",
        "boolean | Bool | false | false",
        "smallint | Int(16, true) | -32768 | -32768",
        "integer | Int(32, true) | 2147483647 | 2147483647",
        "bigint | Int(64, true) | -9223372036854775808 | -9223372036854775808",
        "real | FloatingPoint(SINGLE) | 'NaN' | NaN",
        "real | FloatingPoint(SINGLE) | 1.1754944e-38 | 1.1754944E-38",
        "double precision | FloatingPoint(DOUBLE) | '-Infinity' | -Infinity",
        "double precision | FloatingPoint(DOUBLE) | 0.1 | 0.1",
        "numeric(15,2) | Decimal(15, 2, 128) | -9999999999999.99 | -9999999999999.99",
        "numeric(15,2) | Decimal(15, 2, 128) | 0 | 0.00",
        "numeric(15,2) | Decimal(15, 2, 128) | 10000 | 10000.00",
        "numeric(15,2) | Decimal(15, 2, 128) | 0.05 | 0.05",
        "numeric(38,0) | Decimal(38, 0, 128) | -99999999999999999999999999999999999999 |"
            + " -99999999999999999999999999999999999999",
        "numeric(38,38) | Decimal(38, 38, 128) | 0.00000000000000000000000000000000000001 | 1E-38",
        "numeric(38,10) | Decimal(38, 10, 128) | 18446744073709551616 |"
            + " 18446744073709551616.0000000000",
        "numeric(4,-2) | Decimal(6, 0, 128) | 123456 | 123500",
        "numeric(3,5) | Decimal(5, 5, 128) | 0.00123 | 0.00123",
        "text | Utf8 | 'Grüße, 世界 🌊' | Grüße, 世界 🌊",
        "text | Utf8 | '' | ``",
        "varchar(3) | Utf8 | 'abc' | abc",
        "name | Utf8 | 'n' | n",
        "bytea | Binary | '\\x00ff' | 00ff",
        "bytea | Binary | '' | ``",
        "date | Date(DAY) | '4713-01-01 BC' | -2440550",
        "date | Date(DAY) | '1969-12-31' | -1",
        "date | Date(DAY) | '5874897-12-31' | 2145042905",
        "time | Time(MICROSECOND, 64) | '23:59:59.999999' | 86399999999",
        "timestamp | Timestamp(MICROSECOND, null) | '1970-01-01 00:00:00.000001' |"
            + " 1970-01-01T00:00:00.000001",
        "timestamp | Timestamp(MICROSECOND, null) | '1969-12-31 23:59:59.999999' |"
            + " 1969-12-31T23:59:59.999999",
        "timestamptz | Timestamp(MICROSECOND, UTC) | '1970-01-01 01:00:00+01' | 0",
        "price | Decimal(9, 2, 128) | 12.5 | 12.50",
        "low_price | Decimal(9, 2, 128) | 2.5 | 2.50",
        "integer[] | List | '{1,NULL,3}' | [1,null,3]",
        "integer[] | List | '{}' | []",
        "text[] | List | '{a,\"b,c\"}' | [\"a\",\"b,c\"]",
        "boolean[] | List | '{t,f}' | [true,false]",
        "numeric(5,1)[] | List | '{1.5,-2}' | [1.5,-2.0]",
        "date[] | List | '{1970-01-02}' | [1]",
        "double precision[] | List | '{0.5}' | [0.5]",
        "timestamptz[] | List | '{1970-01-01 00:00:01+00}' | [1000000]",
        "integer | Int(32, true) | NULL | NULL",
        "text | Utf8 | NULL | NULL",
        "integer[] | List | NULL | NULL",
        "numeric(5,1) | Decimal(5, 1, 128) | NULL | NULL",
      })
  void aValueOfItsOwnTypeIsReadExactly(
      String type, String arrowType, @Nullable String literal, @Nullable String expected)
      throws IOException {
    ColumnDescription column = describe(type, literal == null ? "NULL" : literal);
    assertThat(column.field().getType()).hasToString(arrowType);
    assertThat(column.readAsTextBecause()).isEmpty();

    assertThat(read("SELECT v FROM edge", new Schema(List.of(column.field()))))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "numeric | 1e40 | 10000000000000000000000000000000000000000",
        "numeric(39,1) | 'NaN' | NaN",
        "char(4) | 'ab' | ab",
        "uuid | 'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11' | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "json | '{\"a\": 1}' | {\"a\": 1}",
        "jsonb | '{\"a\":1}' | {\"a\": 1}",
        "mood | 'glad' | glad",
        "mood[] | '{glad,sad}' | {glad,sad}",
        "interval | '1 day 2 hours' | 1 day 02:00:00",
        "timetz | '12:00+02' | 12:00:00+02",
        "money | 1234.5 | $1,234.50",
        "inet | '10.0.0.1/8' | 10.0.0.1/8",
        "int4range | '[1,5)' | [1,5)",
        "point | '(1,2)' | (1,2)",
        "xml | '<a/>' | <a/>",
        "bit(3) | B'101' | 101",
        "uuid[] | '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}' |"
            + " {a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
        "oid | 4294967295 | 4294967295",
        "int2vector | '1 2' | 1 2",
        "oidvector | '1 2' | 1 2",
      })
  void aTypeWithoutCounterpartIsReadAsTextAndSaysWhy(String type, String literal, String expected)
      throws IOException {
    ColumnDescription column = describe(type, literal);
    assertThat(column.field().getType()).hasToString("Utf8");
    assertThat(column.readAsTextBecause()).isPresent();

    Schema schema = new Schema(List.of(column.field()));
    assertThat(read("SELECT v::text FROM edge", schema)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1::int2",
        "1::int4",
        "1::int8",
        "1.5::float4",
        "1.5::float8",
        "1.5::numeric",
        "true",
        "'2020-01-01'::date",
        "'12:00'::time",
        "now()",
        "now()::timestamp",
        "'a'::bytea",
        "'{1}'::int[]",
        "'1 day'::interval",
        "gen_random_uuid()",
        "'a'::char(3)",
        "'{}'::jsonb",
        "point(1,2)"
      })
  void textCanBeAskedOfAnyType(String expression) throws IOException {
    assertThat(read("SELECT " + expression, arrow("text"))).hasSize(1).doesNotContainNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "numeric(5,2) | 'NaN'::numeric | NaN",
        "numeric(5,2) | 'Infinity'::numeric | Infinity",
        "numeric(5,2) | 1.234 | more than the 2 digits",
        "numeric(5,2) | 1000::numeric | more digits",
        "numeric(5,2) | 1000::int | does not fit",
        "smallint | 40000::int | 40000 does not fit SMALLINT",
        "bigint | 9223372036854775808::numeric | too large for BIGINT",
        "bigint | 1.5::numeric | after the point",
        "date | 'infinity'::date | infinity",
        "timestamp | '-infinity'::timestamp | infinity",
        "timestamptz | '294276-12-31 00:00:00+00'::timestamptz | 294246",
        "time | '24:00'::time | 24:00:00",
        "integer[] | '{{1},{2}}'::int[] | 2 dimensions",
      })
  void aValueThatDoesNotFitFailsNamingSourceAndColumn(
      String type, String expression, String reason) {
    assertThatThrownBy(() -> read("SELECT " + expression, arrow(type)))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_ERROR))
        .hasMessageStartingWith("source sales, column v: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bigint | sum(v) FROM (VALUES (9223372036854775807::int8), (-1)) AS t(v) |"
            + " 9223372036854775806",
        "numeric(38,0) | 9223372036854775807::int8 | 9223372036854775807",
        "numeric(10,2) | -7::int4 | -7.00",
        "double precision | 0.5::float4 | 0.5",
        "bigint | extract(year FROM date '1995-03-15') | 1995",
      })
  void aWiderTypeTakesTheValueOfANarrower(String type, String expression, String expected)
      throws IOException {
    assertThat(read("SELECT " + expression, arrow(type))).containsExactly(expected);
  }

  @Test
  void anAnswerOfAnotherTypeThanPlannedIsRefused() {
    assertThatThrownBy(() -> read("SELECT 'x'::text", arrow("integer")))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ERROR))
        .hasMessageContaining("source sales")
        .hasMessageContaining("may have changed since the query was planned");
  }

  private static ColumnDescription describe(String type, String literal) {
    server.execute(
        "DROP TABLE IF EXISTS edge",
        "CREATE TABLE edge (v " + type + ")",
        "INSERT INTO edge VALUES (" + literal + ")");
    return source.describe(new TableName("public", "edge")).orElseThrow().columns().getFirst();
  }

  private static Schema arrow(String type) {
    return new Schema(List.of(describe(type, "NULL").field()));
  }

  private List<@Nullable String> read(String sql, Schema schema) throws IOException {
    List<@Nullable String> values = new ArrayList<>();
    try (var read = source.read(new SourceQuery(sql, schema, 1000, false), allocator)) {
      var reader = read.partitions().getFirst();
      while (reader.loadNextBatch()) {
        FieldVector vector = reader.getVectorSchemaRoot().getVector(0);
        for (int i = 0; i < vector.getValueCount(); i++) {
          values.add(text(vector, i));
        }
      }
    }
    return values;
  }

  private static @Nullable String text(FieldVector vector, int index) {
    if (vector.isNull(index)) {
      return null;
    }
    return vector instanceof VarBinaryVector binary
        ? HexFormat.of().formatHex(binary.get(index))
        : vector.getObject(index).toString();
  }
}
