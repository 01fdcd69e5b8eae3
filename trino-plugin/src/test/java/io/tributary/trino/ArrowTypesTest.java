package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeOperators;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArrowTypesTest {

  private final ArrowTypes types = new ArrowTypes(new TypeOperators());

  static Stream<Arguments> exactCounterparts() {
    return Stream.of(
        Arguments.of(new ArrowType.Bool(), "boolean"),
        Arguments.of(new ArrowType.Int(8, true), "tinyint"),
        Arguments.of(new ArrowType.Int(16, true), "smallint"),
        Arguments.of(new ArrowType.Int(32, true), "integer"),
        Arguments.of(new ArrowType.Int(64, true), "bigint"),
        Arguments.of(new ArrowType.Int(8, false), "smallint"),
        Arguments.of(new ArrowType.Int(16, false), "integer"),
        Arguments.of(new ArrowType.Int(32, false), "bigint"),
        Arguments.of(new ArrowType.Int(64, false), "decimal(20,0)"),
        Arguments.of(new ArrowType.FloatingPoint(FloatingPointPrecision.HALF), "real"),
        Arguments.of(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), "real"),
        Arguments.of(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), "double"),
        Arguments.of(new ArrowType.Decimal(15, 2, 128), "decimal(15,2)"),
        Arguments.of(new ArrowType.Decimal(38, 10, 128), "decimal(38,10)"),
        Arguments.of(new ArrowType.Utf8(), "varchar"),
        Arguments.of(new ArrowType.LargeUtf8(), "varchar"),
        Arguments.of(new ArrowType.Binary(), "varbinary"),
        Arguments.of(new ArrowType.LargeBinary(), "varbinary"),
        Arguments.of(new ArrowType.FixedSizeBinary(16), "varbinary"),
        Arguments.of(new ArrowType.Date(DateUnit.DAY), "date"),
        Arguments.of(new ArrowType.Time(TimeUnit.SECOND, 32), "time(0)"),
        Arguments.of(new ArrowType.Time(TimeUnit.MILLISECOND, 32), "time(3)"),
        Arguments.of(new ArrowType.Time(TimeUnit.MICROSECOND, 64), "time(6)"),
        Arguments.of(new ArrowType.Time(TimeUnit.NANOSECOND, 64), "time(9)"),
        Arguments.of(new ArrowType.Timestamp(TimeUnit.SECOND, null), "timestamp(0)"),
        Arguments.of(new ArrowType.Timestamp(TimeUnit.MILLISECOND, null), "timestamp(3)"),
        Arguments.of(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), "timestamp(6)"),
        Arguments.of(new ArrowType.Timestamp(TimeUnit.NANOSECOND, null), "timestamp(9)"),
        Arguments.of(
            new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"), "timestamp(6) with time zone"),
        Arguments.of(
            new ArrowType.Timestamp(TimeUnit.NANOSECOND, "Europe/Berlin"),
            "timestamp(9) with time zone"));
  }

  @ParameterizedTest
  @MethodSource("exactCounterparts")
  void a_type_becomes_the_one_that_holds_all_its_values(ArrowType arrow, String trino) {
    assertThat(trinoType(Field.nullable("c", arrow))).isEqualTo(trino);
  }

  @Test
  void a_list_becomes_an_array() {
    assertThat(trinoType(nested(new ArrowType.List(), text("item")))).isEqualTo("array(varchar)");
  }

  @Test
  void a_struct_becomes_a_row_with_its_names() {
    assertThat(trinoType(nested(new ArrowType.Struct(), text("street"), text("City"))))
        .isEqualTo("row(\"street\" varchar, \"City\" varchar)");
  }

  @Test
  void a_map_stays_a_map() {
    Field key = Field.notNullable("key", new ArrowType.Utf8());
    Field entries =
        new Field(
            "entries",
            FieldType.notNullable(new ArrowType.Struct()),
            List.of(key, Field.nullable("value", new ArrowType.Int(32, true))));

    assertThat(trinoType(nested(new ArrowType.Map(false), entries)))
        .isEqualTo("map(varchar, integer)");
  }

  static Stream<Field> withoutCounterpart() {
    DictionaryEncoding dictionary = new DictionaryEncoding(1, false, null);
    return Stream.of(
        Field.nullable("c", new ArrowType.Decimal(50, 2, 256)),
        Field.nullable("c", new ArrowType.Decimal(10, -2, 128)),
        Field.nullable("c", new ArrowType.Duration(TimeUnit.SECOND)),
        Field.nullable("c", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)),
        Field.nullable("c", new ArrowType.Union(UnionMode.Dense, new int[0])),
        Field.nullable("c", new ArrowType.Date(DateUnit.MILLISECOND)),
        nested(
            new ArrowType.List(),
            Field.nullable("item", new ArrowType.Interval(IntervalUnit.YEAR_MONTH))),
        new Field("c", new FieldType(true, new ArrowType.Utf8(), dictionary), null));
  }

  @ParameterizedTest
  @MethodSource("withoutCounterpart")
  void a_column_of_any_other_type_is_refused_by_name(Field column) {
    assertThatThrownBy(() -> types.trinoType(column, "sales.public.orders"))
        .isInstanceOf(TrinoException.class)
        .hasMessageStartingWith("Column c of sales.public.orders has the Arrow type")
        .hasMessageContaining("convert it in a view")
        .extracting(error -> ((TrinoException) error).getErrorCode())
        .isEqualTo(StandardErrorCode.NOT_SUPPORTED.toErrorCode());
  }

  private String trinoType(Field field) {
    return types.trinoType(field).map(Type::getDisplayName).orElse("none");
  }

  private static Field nested(ArrowType type, Field... children) {
    return new Field("c", FieldType.nullable(type), List.of(children));
  }

  private static Field text(String name) {
    return Field.nullable(name, new ArrowType.Utf8());
  }
}
