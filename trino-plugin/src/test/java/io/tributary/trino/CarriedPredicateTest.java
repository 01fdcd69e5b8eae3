package io.tributary.trino;

import static io.airlift.slice.Slices.utf8Slice;
import static io.airlift.slice.Slices.wrappedBuffer;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.BooleanType.BOOLEAN;
import static io.trino.spi.type.DateTimeEncoding.packDateTimeWithZone;
import static io.trino.spi.type.DateType.DATE;
import static io.trino.spi.type.DoubleType.DOUBLE;
import static io.trino.spi.type.RealType.REAL;
import static io.trino.spi.type.TimeType.TIME_MICROS;
import static io.trino.spi.type.TimeType.TIME_PICOS;
import static io.trino.spi.type.TimeZoneKey.UTC_KEY;
import static io.trino.spi.type.TimestampType.TIMESTAMP_MICROS;
import static io.trino.spi.type.TimestampType.TIMESTAMP_NANOS;
import static io.trino.spi.type.TimestampWithTimeZoneType.TIMESTAMP_TZ_MICROS;
import static io.trino.spi.type.TimestampWithTimeZoneType.TIMESTAMP_TZ_MILLIS;
import static io.trino.spi.type.VarbinaryType.VARBINARY;
import static io.trino.spi.type.VarcharType.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.predicate.Domain;
import io.trino.spi.predicate.Range;
import io.trino.spi.predicate.TupleDomain;
import io.trino.spi.predicate.ValueSet;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.DecimalType;
import io.trino.spi.type.Int128;
import io.trino.spi.type.LongTimestamp;
import io.trino.spi.type.LongTimestampWithTimeZone;
import io.trino.spi.type.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CarriedPredicateTest {

  private static final DecimalType SHORT_DECIMAL = DecimalType.createDecimalType(15, 2);
  private static final DecimalType LONG_DECIMAL = DecimalType.createDecimalType(38, 2);
  private static final long MICROS = 1_772_370_300_123_456L;

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(BOOLEAN, false, "boolean_value: false"),
        Arguments.of(BIGINT, -5L, "integer_value: -5"),
        Arguments.of(REAL, (long) Float.floatToIntBits(0.1f), "double_value: 0.10000000149011612"),
        Arguments.of(DOUBLE, 0.1, "double_value: 0.1"),
        Arguments.of(SHORT_DECIMAL, -1250L, "decimal_value: \"-12.50\""),
        Arguments.of(LONG_DECIMAL, Int128.valueOf(1), "decimal_value: \"0.01\""),
        Arguments.of(VARCHAR, utf8Slice("größer"), "string_value: \"größer\""),
        Arguments.of(VARBINARY, wrappedBuffer(new byte[] {0, 65}), "bytes_value: \"\\000A\""),
        Arguments.of(DATE, LocalDate.of(2026, 3, 1).toEpochDay(), "date_value: \"2026-03-01\""),
        Arguments.of(TIME_MICROS, 1_000_000L, "time_value: \"00:00:00.000001\""),
        Arguments.of(TIMESTAMP_MICROS, MICROS, "timestamp_value: \"2026-03-01T13:05:00.123456\""),
        Arguments.of(
            TIMESTAMP_NANOS,
            new LongTimestamp(MICROS, 0),
            "timestamp_value: \"2026-03-01T13:05:00.123456\""),
        Arguments.of(
            TIMESTAMP_TZ_MILLIS,
            packDateTimeWithZone(MICROS / 1_000, UTC_KEY),
            "timestamp_tz_value: \"2026-03-01T13:05:00.123Z\""),
        Arguments.of(
            TIMESTAMP_TZ_MICROS,
            LongTimestampWithTimeZone.fromEpochMillisAndFraction(
                MICROS / 1_000, 456_000_000, UTC_KEY),
            "timestamp_tz_value: \"2026-03-01T13:05:00.123456Z\""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_carried_exactly(Type type, Object value, String text) {
    CarriedPredicate predicate = split(type, Domain.singleValue(type, value));

    assertThat(predicate.remaining().isAll()).isTrue();
    assertThat(proto(predicate))
        .isEqualTo(
            "column: \"c\" ranges { low { value { %s } inclusive: true }".formatted(text)
                + " high { value { %s } inclusive: true } }".formatted(text));
  }

  @Test
  void ranges_keep_their_ends_and_their_null() {
    Domain domain =
        Domain.create(
            ValueSet.ofRanges(Range.lessThan(BIGINT, 3L), Range.range(BIGINT, 7L, false, 9L, true)),
            true);

    assertThat(proto(split(BIGINT, domain)))
        .isEqualTo(
            "column: \"c\" null_allowed: true"
                + " ranges { high { value { integer_value: 3 } } }"
                + " ranges { low { value { integer_value: 7 } }"
                + " high { value { integer_value: 9 } inclusive: true } }");
  }

  @Test
  void is_null_has_no_range() {
    assertThat(proto(split(BIGINT, Domain.onlyNull(BIGINT))))
        .isEqualTo("column: \"c\" null_allowed: true");
  }

  @Test
  void is_not_null_is_carried_for_types_without_an_order_too() {
    Type array = new ArrayType(BIGINT);

    assertThat(proto(split(array, Domain.notNull(array)))).isEqualTo("column: \"c\" ranges { }");
  }

  @Test
  void a_number_above_a_bound_is_no_more_than_infinity_because_nan_is_above_all_elsewhere() {
    Domain above = Domain.create(ValueSet.ofRanges(Range.greaterThan(DOUBLE, 1.0)), false);

    CarriedPredicate predicate = split(DOUBLE, above);

    assertThat(proto(predicate))
        .isEqualTo(
            "column: \"c\" ranges { low { value { double_value: 1.0 } }"
                + " high { value { double_value: Infinity } inclusive: true } }");
    assertThat(predicate.remaining().isAll()).isTrue();
  }

  @Test
  void a_number_between_bounds_is_carried() {
    Domain between =
        Domain.create(ValueSet.ofRanges(Range.range(DOUBLE, 1.0, true, 2.0, false)), false);

    assertThat(split(DOUBLE, between).remaining().isAll()).isTrue();
  }

  @Test
  void a_column_that_the_source_compares_otherwise_stays() {
    Domain domain = Domain.singleValue(VARCHAR, utf8Slice("a"));
    ColumnHandle padded = new TributaryColumnHandle("c", VARCHAR, false);
    TupleDomain<ColumnHandle> predicate = TupleDomain.withColumnDomains(Map.of(padded, domain));

    assertThat(CarriedPredicate.split(predicate, 1_000))
        .isEqualTo(new CarriedPredicate(TupleDomain.all(), predicate));
  }

  @Test
  void text_that_some_sources_cannot_hold_stays() {
    assertStays(VARCHAR, Domain.singleValue(VARCHAR, utf8Slice("a\0b")));
    assertStays(VARCHAR, Domain.singleValue(VARCHAR, wrappedBuffer(new byte[] {(byte) 0xFF})));
  }

  @Test
  void dates_and_times_that_have_no_text_stay() {
    assertStays(DATE, Domain.singleValue(DATE, LocalDate.of(10_000, 1, 1).toEpochDay()));
    assertStays(TIME_PICOS, Domain.singleValue(TIME_PICOS, 1L));
    assertStays(
        TIMESTAMP_NANOS, Domain.singleValue(TIMESTAMP_NANOS, new LongTimestamp(MICROS, 1_000)));
  }

  @Test
  void very_many_values_are_carried_as_their_span_and_applied_again() {
    List<Long> values = LongStream.range(0, 2_000).map(i -> 2 * i).boxed().toList();
    Domain domain = Domain.multipleValues(BIGINT, values);

    CarriedPredicate predicate = split(BIGINT, domain);

    assertThat(proto(predicate))
        .isEqualTo(
            "column: \"c\" ranges { low { value { integer_value: 0 } inclusive: true }"
                + " high { value { integer_value: 3998 } inclusive: true } }");
    assertThat(predicate.remaining()).isEqualTo(predicate(BIGINT, domain));
  }

  @Test
  void what_no_row_fulfils_needs_nothing_more() {
    assertThat(CarriedPredicate.split(TupleDomain.none(), 1_000))
        .isEqualTo(new CarriedPredicate(TupleDomain.none(), TupleDomain.all()));
  }

  private static void assertStays(Type type, Domain domain) {
    assertThat(split(type, domain))
        .isEqualTo(new CarriedPredicate(TupleDomain.all(), predicate(type, domain)));
  }

  private static CarriedPredicate split(Type type, Domain domain) {
    return CarriedPredicate.split(predicate(type, domain), 1_000);
  }

  private static TupleDomain<ColumnHandle> predicate(Type type, Domain domain) {
    return TupleDomain.withColumnDomains(
        Map.of(new TributaryColumnHandle("c", type, true), domain));
  }

  private static String proto(CarriedPredicate predicate) {
    return TextFormat.printer()
        .escapingNonAscii(false)
        .emittingSingleLine(true)
        .printToString(CarriedPredicate.toProto(predicate.carried()).getFirst())
        .strip();
  }
}
