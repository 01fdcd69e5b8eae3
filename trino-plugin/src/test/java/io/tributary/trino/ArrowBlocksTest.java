package io.tributary.trino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.block.Block;
import io.trino.spi.block.VariableWidthBlock;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeOperators;
import io.trino.spi.type.UuidType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every block is read back through its Trino type, as the engine does.
final class ArrowBlocksTest {

  private static final String UTC = "UTC";

  private final BufferAllocator allocator = new RootAllocator();
  private final List<FieldVector> vectors = new ArrayList<>();
  private final ArrowTypes types = new ArrowTypes(new TypeOperators());

  @AfterEach
  void releaseVectors() {
    vectors.forEach(FieldVector::close);
    allocator.close();
  }

  @Test
  void booleans() {
    BitVector vector = keep(new BitVector("c", allocator));
    vector.setSafe(0, 1);
    vector.setNull(1);
    vector.setSafe(2, 0);

    assertThat(read(vector, 3)).isEqualTo(asList(true, null, false));
  }

  @Test
  void uuids_that_come_as_text() {
    VarCharVector vector = keep(new VarCharVector("c", allocator));
    vector.setSafe(0, "fedcba98-7654-3210-0123-456789abcdef".getBytes(UTF_8));
    vector.setNull(1);
    vector.setValueCount(2);

    Block block = ArrowBlocks.block(vector, UuidType.UUID, 2);

    assertThat(UuidType.UUID.getObjectValue(block, 0))
        .isEqualTo("fedcba98-7654-3210-0123-456789abcdef");
    assertThat(block.isNull(1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "1-2-3-4-5", "fedcba98-7654-3210-0123-456789abcdeg"})
  void a_text_that_is_no_uuid_is_an_error(String text) {
    VarCharVector vector = keep(new VarCharVector("c", allocator));
    vector.setSafe(0, text.getBytes(UTF_8));
    vector.setValueCount(1);

    assertThatThrownBy(() -> ArrowBlocks.block(vector, UuidType.UUID, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("8-4-4-4-12");
  }

  @Test
  void signed_integers() {
    TinyIntVector tiny = keep(new TinyIntVector("c", allocator));
    tiny.setSafe(0, Byte.MIN_VALUE);
    tiny.setNull(1);
    SmallIntVector small = keep(new SmallIntVector("c", allocator));
    small.setSafe(0, Short.MIN_VALUE);
    small.setNull(1);
    IntVector normal = keep(new IntVector("c", allocator));
    normal.setSafe(0, Integer.MIN_VALUE);
    normal.setNull(1);
    BigIntVector big = keep(new BigIntVector("c", allocator));
    big.setSafe(0, Long.MIN_VALUE);
    big.setNull(1);

    assertThat(read(tiny, 2)).isEqualTo(asList(Byte.MIN_VALUE, null));
    assertThat(read(small, 2)).isEqualTo(asList(Short.MIN_VALUE, null));
    assertThat(read(normal, 2)).isEqualTo(asList(Integer.MIN_VALUE, null));
    assertThat(read(big, 2)).isEqualTo(asList(Long.MIN_VALUE, null));
  }

  @Test
  void unsigned_integers_keep_their_largest_value() {
    UInt1Vector bytes = keep(new UInt1Vector("c", allocator));
    bytes.setSafe(0, 0xFF);
    bytes.setNull(1);
    UInt2Vector shorts = keep(new UInt2Vector("c", allocator));
    shorts.setSafe(0, 0xFFFF);
    shorts.setNull(1);
    UInt4Vector ints = keep(new UInt4Vector("c", allocator));
    ints.setSafe(0, 0xFFFF_FFFF);
    ints.setNull(1);
    UInt8Vector longs = keep(new UInt8Vector("c", allocator));
    longs.setSafe(0, 0xFFFF_FFFF_FFFF_FFFFL);
    longs.setNull(1);

    assertThat(read(bytes, 2)).isEqualTo(asList((short) 255, null));
    assertThat(read(shorts, 2)).isEqualTo(asList(65_535, null));
    assertThat(read(ints, 2)).isEqualTo(asList(4_294_967_295L, null));
    assertThat(readText(longs, 2)).isEqualTo(asList("18446744073709551615", null));
  }

  @Test
  void floating_point_numbers_keep_what_is_no_number() {
    Float2Vector half = keep(new Float2Vector("c", allocator));
    half.setSafeWithPossibleTruncate(0, 1.5f);
    half.setNull(1);
    Float4Vector single = keep(new Float4Vector("c", allocator));
    single.setSafe(0, Float.NaN);
    single.setNull(1);
    single.setSafe(2, -0.0f);
    Float8Vector wide = keep(new Float8Vector("c", allocator));
    wide.setSafe(0, Double.NEGATIVE_INFINITY);
    wide.setNull(1);
    wide.setSafe(2, Double.MIN_VALUE);

    assertThat(read(half, 2)).isEqualTo(asList(1.5f, null));
    assertThat(read(single, 3)).isEqualTo(asList(Float.NaN, null, -0.0f));
    assertThat(read(wide, 3)).isEqualTo(asList(Double.NEGATIVE_INFINITY, null, Double.MIN_VALUE));
  }

  @Test
  void decimals_of_one_word_and_of_two() {
    DecimalVector narrow = keep(new DecimalVector("c", allocator, 18, 2));
    narrow.setSafe(0, new BigDecimal("-9999999999999999.99"));
    narrow.setNull(1);
    narrow.setSafe(2, new BigDecimal("0.01"));
    DecimalVector wide = keep(new DecimalVector("c", allocator, 38, 0));
    wide.setSafe(0, new BigDecimal("-99999999999999999999999999999999999999"));
    wide.setNull(1);
    wide.setSafe(2, new BigDecimal("18446744073709551616"));

    assertThat(readText(narrow, 3)).isEqualTo(asList("-9999999999999999.99", null, "0.01"));
    assertThat(readText(wide, 3))
        .isEqualTo(asList("-99999999999999999999999999999999999999", null, "18446744073709551616"));
  }

  @Test
  void text_and_bytes() {
    VarCharVector text = keep(new VarCharVector("c", allocator));
    text.setSafe(0, "größer".getBytes(UTF_8));
    text.setNull(1);
    text.setSafe(2, new byte[0]);
    LargeVarCharVector large = keep(new LargeVarCharVector("c", allocator));
    large.setSafe(0, "漢字".getBytes(UTF_8));
    large.setNull(1);
    VarBinaryVector bytes = keep(new VarBinaryVector("c", allocator));
    bytes.setSafe(0, new byte[] {0, -1});
    bytes.setNull(1);

    assertThat(read(text, 3)).isEqualTo(asList("größer", null, ""));
    assertThat(read(large, 2)).isEqualTo(asList("漢字", null));
    assertThat(readText(bytes, 2)).isEqualTo(asList("AP8=", null));
  }

  @Test
  void bytes_under_a_null_are_left_behind() {
    FixedSizeBinaryVector vector = keep(new FixedSizeBinaryVector("c", allocator, 2));
    vector.setSafe(0, new byte[] {1, 2});
    vector.setSafe(1, new byte[] {3, 4});
    vector.setSafe(2, new byte[] {5, 6});
    vector.setNull(1);
    vector.setValueCount(3);

    VariableWidthBlock block = (VariableWidthBlock) block(vector, 3);

    assertThat(readText(vector, 3)).isEqualTo(asList("AQI=", null, "BQY="));
    assertThat(block.getSliceLength(1)).isZero();
    assertThat(block.getRawSlice().length()).isEqualTo(4);
  }

  @Test
  void dates_and_times() {
    DateDayVector date = keep(new DateDayVector("c", allocator));
    date.setSafe(0, -1);
    date.setNull(1);
    TimeSecVector seconds = keep(new TimeSecVector("c", allocator));
    seconds.setSafe(0, 86_399);
    seconds.setNull(1);
    TimeMilliVector millis = keep(new TimeMilliVector("c", allocator));
    millis.setSafe(0, 1);
    millis.setNull(1);
    TimeMicroVector micros = keep(new TimeMicroVector("c", allocator));
    micros.setSafe(0, 86_399_999_999L);
    micros.setNull(1);
    TimeNanoVector nanos = keep(new TimeNanoVector("c", allocator));
    nanos.setSafe(0, 1);
    nanos.setNull(1);

    assertThat(readText(date, 2)).isEqualTo(asList("1969-12-31", null));
    assertThat(readText(seconds, 2)).isEqualTo(asList("23:59:59", null));
    assertThat(readText(millis, 2)).isEqualTo(asList("00:00:00.001", null));
    assertThat(readText(micros, 2)).isEqualTo(asList("23:59:59.999999", null));
    assertThat(readText(nanos, 2)).isEqualTo(asList("00:00:00.000000001", null));
  }

  @Test
  void timestamps_before_and_after_1970() {
    TimeStampSecVector seconds = keep(new TimeStampSecVector("c", allocator));
    seconds.setSafe(0, -1);
    seconds.setNull(1);
    TimeStampMilliVector millis = keep(new TimeStampMilliVector("c", allocator));
    millis.setSafe(0, -1);
    millis.setNull(1);
    TimeStampMicroVector micros = keep(new TimeStampMicroVector("c", allocator));
    micros.setSafe(0, 1_772_370_300_123_456L);
    micros.setNull(1);
    TimeStampNanoVector nanos = keep(new TimeStampNanoVector("c", allocator));
    nanos.setSafe(0, -1);
    nanos.setNull(1);

    assertThat(readText(seconds, 2)).isEqualTo(asList("1969-12-31 23:59:59", null));
    assertThat(readText(millis, 2)).isEqualTo(asList("1969-12-31 23:59:59.999", null));
    assertThat(readText(micros, 2)).isEqualTo(asList("2026-03-01 13:05:00.123456", null));
    assertThat(readText(nanos, 2)).isEqualTo(asList("1969-12-31 23:59:59.999999999", null));
  }

  @Test
  void instants_are_shown_in_utc() {
    TimeStampSecTZVector seconds = keep(new TimeStampSecTZVector("c", allocator, UTC));
    seconds.setSafe(0, -1);
    seconds.setNull(1);
    TimeStampMilliTZVector millis = keep(new TimeStampMilliTZVector("c", allocator, UTC));
    millis.setSafe(0, -1);
    millis.setNull(1);
    TimeStampMicroTZVector micros =
        keep(new TimeStampMicroTZVector("c", allocator, "Europe/Berlin"));
    micros.setSafe(0, 1_772_370_300_123_456L);
    micros.setNull(1);
    TimeStampNanoTZVector nanos = keep(new TimeStampNanoTZVector("c", allocator, UTC));
    nanos.setSafe(0, -1);
    nanos.setNull(1);

    assertThat(readText(seconds, 2)).isEqualTo(asList("1969-12-31 23:59:59 UTC", null));
    assertThat(readText(millis, 2)).isEqualTo(asList("1969-12-31 23:59:59.999 UTC", null));
    assertThat(readText(micros, 2)).isEqualTo(asList("2026-03-01 13:05:00.123456 UTC", null));
    assertThat(readText(nanos, 2)).isEqualTo(asList("1969-12-31 23:59:59.999999999 UTC", null));
  }

  @Test
  void the_end_of_a_day_is_no_time_of_that_day() {
    TimeMicroVector midnight = keep(new TimeMicroVector("c", allocator));
    midnight.setSafe(0, 86_400_000_000L);
    midnight.setValueCount(1);

    assertThatThrownBy(() -> block(midnight, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void an_instant_beyond_what_trino_can_hold_is_an_error() {
    TimeStampSecTZVector far = keep(new TimeStampSecTZVector("c", allocator, UTC));
    far.setSafe(0, 1L << 43);
    far.setValueCount(1);

    assertThatThrownBy(() -> block(far, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void an_infinite_date_or_timestamp_is_an_error() {
    DateDayVector date = keep(new DateDayVector("c", allocator));
    TimeStampMicroVector micros = keep(new TimeStampMicroVector("c", allocator));
    TimeStampNanoVector nanos = keep(new TimeStampNanoVector("c", allocator));
    for (int sign : new int[] {1, -1}) {
      date.setSafe(0, sign * Integer.MAX_VALUE);
      micros.setSafe(0, sign * Long.MAX_VALUE);
      nanos.setSafe(0, sign * Long.MAX_VALUE);
      for (FieldVector vector : List.of(date, micros, nanos)) {
        vector.setValueCount(1);
        assertThatThrownBy(() -> block(vector, 1))
            .isInstanceOf(ArithmeticException.class)
            .hasMessage("it is infinite");
      }
    }
  }

  @Test
  void what_lies_under_a_null_is_not_infinite() {
    DateDayVector date = keep(new DateDayVector("c", allocator));
    date.setSafe(0, Integer.MAX_VALUE);
    TimeStampMicroVector micros = keep(new TimeStampMicroVector("c", allocator));
    micros.setSafe(0, Long.MAX_VALUE);
    TimeStampNanoVector nanos = keep(new TimeStampNanoVector("c", allocator));
    nanos.setSafe(0, Long.MAX_VALUE);
    for (FieldVector vector : List.of(date, micros, nanos)) {
      vector.setNull(0);

      assertThat(read(vector, 1)).containsOnlyNulls();
    }
  }

  @Test
  void lists_with_nulls_and_empty_ones() {
    ListVector vector = keep(ListVector.empty("c", allocator));
    var writer = vector.getWriter();
    writer.setPosition(0);
    writer.startList();
    writer.bigInt().writeBigInt(1);
    writer.bigInt().writeNull();
    writer.endList();
    writer.setPosition(2);
    writer.startList();
    writer.endList();
    writer.setPosition(3);
    writer.startList();
    writer.bigInt().writeBigInt(4);
    writer.endList();

    assertThat(read(vector, 4)).isEqualTo(asList(asList(1L, null), null, List.of(), List.of(4L)));
  }

  @Test
  void entries_under_a_null_list_are_left_behind() {
    FixedSizeListVector vector = keep(FixedSizeListVector.empty("c", 2, allocator));
    vector.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)));
    IntVector elements = (IntVector) vector.getDataVector();
    IntStream.range(0, 6).forEach(i -> elements.setSafe(i, i));
    vector.setValueCount(3);
    vector.setNotNull(0);
    vector.setNull(1);
    vector.setNotNull(2);

    assertThat(read(vector, 3)).isEqualTo(asList(List.of(0, 1), null, List.of(4, 5)));
  }

  @Test
  void large_lists() {
    LargeListVector vector = keep(LargeListVector.empty("c", allocator));
    var writer = vector.getWriter();
    writer.setPosition(1);
    writer.startList();
    writer.integer().writeInt(7);
    writer.endList();

    assertThat(read(vector, 2)).isEqualTo(asList(null, List.of(7)));
  }

  @Test
  void structs_with_null_rows_and_null_fields() {
    StructVector vector = keep(StructVector.empty("c", allocator));
    IntVector number =
        vector.addOrGet("n", FieldType.nullable(new ArrowType.Int(32, true)), IntVector.class);
    VarCharVector text =
        vector.addOrGet("t", FieldType.nullable(new ArrowType.Utf8()), VarCharVector.class);
    vector.setIndexDefined(0);
    number.setSafe(0, 1);
    text.setSafe(0, "one".getBytes(UTF_8));
    vector.setNull(1);
    number.setSafe(1, 99);
    text.setSafe(1, "under a null row".getBytes(UTF_8));
    vector.setIndexDefined(2);
    number.setNull(2);
    text.setSafe(2, "two".getBytes(UTF_8));

    assertThat(read(vector, 3)).isEqualTo(asList(asList(1, "one"), null, asList(null, "two")));
  }

  @Test
  void maps() {
    MapVector vector = keep(MapVector.empty("c", allocator, false));
    UnionMapWriter writer = vector.getWriter();
    writer.setPosition(0);
    writer.startMap();
    writer.startEntry();
    writer.key().varChar().writeVarChar("a");
    writer.value().integer().writeInt(1);
    writer.endEntry();
    writer.endMap();

    assertThat(read(vector, 2)).isEqualTo(asList(Map.of("a", 1), null));
  }

  @Test
  void validity_beyond_one_word_stays_in_place() {
    BigIntVector vector = keep(new BigIntVector("c", allocator));
    for (int i = 0; i < 200; i++) {
      if (i % 3 == 0) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, i);
      }
    }

    assertThat(read(vector, 200))
        .isEqualTo(
            IntStream.range(0, 200).mapToObj(i -> i % 3 == 0 ? null : (Long) (long) i).toList());
  }

  @Test
  void no_rows_are_an_empty_block() {
    assertThat(read(keep(new VarCharVector("c", allocator)), 0)).isEmpty();
  }

  private <T extends FieldVector> T keep(T vector) {
    vectors.add(vector);
    return vector;
  }

  private Block block(FieldVector vector, int count) {
    return ArrowBlocks.block(vector, type(vector), count);
  }

  private Type type(FieldVector vector) {
    return types.trinoType(vector.getField()).orElseThrow();
  }

  private List<Object> read(FieldVector vector, int count) {
    vector.setValueCount(count);
    Block block = block(vector, count);
    Type type = type(vector);
    return Stream.iterate(0, i -> i < count, i -> i + 1)
        .map(i -> type.getObjectValue(block, i))
        .toList();
  }

  /// Bytes as Base64, which is how Trino prints them.
  private List<String> readText(FieldVector vector, int count) {
    return read(vector, count).stream()
        .map(value -> value == null ? null : value.toString())
        .toList();
  }
}
