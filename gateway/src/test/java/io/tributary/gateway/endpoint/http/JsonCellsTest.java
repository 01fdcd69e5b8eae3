package io.tributary.gateway.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Types that SQL over the fixture's sources does not reach; the others are tested over HTTP.
final class JsonCellsTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsGivenBack() {
    allocator.close();
  }

  @Test
  void singlePrecisionShowsItsOwnDigits() throws IOException {
    try (var vector = new Float4Vector("v", allocator)) {
      vector.setSafe(0, 0.1f);
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("0.1");
    }
  }

  @Test
  void unsignedNumbersBeyondSignedOnesAreStrings() throws IOException {
    try (var vector = new UInt8Vector("v", allocator)) {
      vector.setSafe(0, -1L);
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("\"18446744073709551615\"");
    }
  }

  @Test
  void binaryIsBase64() throws IOException {
    try (var vector = new VarBinaryVector("v", allocator)) {
      vector.setSafe(0, "Tributary".getBytes(StandardCharsets.UTF_8));
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("\"VHJpYnV0YXJ5\"");
    }
  }

  @Test
  void instantsAreUtc() throws IOException {
    try (var vector = new TimeStampMicroTZVector("v", allocator, "Europe/Berlin")) {
      vector.setSafe(0, -1L);
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("\"1969-12-31T23:59:59.999999Z\"");
    }
  }

  @Test
  void intervalsAreIso8601() throws IOException {
    try (var vector = new IntervalMonthDayNanoVector("v", allocator)) {
      vector.setSafe(0, 14, 3, Duration.ofHours(4).toNanos());
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("\"P14M3DT4H\"");
    }
  }

  @Test
  void listsAreArrays() throws IOException {
    try (ListVector vector = ListVector.empty("v", allocator)) {
      UnionListWriter writer = vector.getWriter();
      writer.startList();
      writer.bigInt().writeBigInt(1);
      writer.bigInt().writeBigInt(1L << 60);
      writer.endList();
      writer.setValueCount(1);
      assertThat(json(vector)).isEqualTo("[1,\"1152921504606846976\"]");
    }
  }

  @Test
  void structsAreObjects() throws IOException {
    try (StructVector vector = StructVector.empty("v", allocator)) {
      var writer = vector.getWriter();
      writer.start();
      writer.integer("a").writeInt(1);
      writer.bit("b").writeBit(1);
      writer.end();
      vector.setValueCount(1);
      assertThat(json(vector)).isEqualTo("{\"a\":1,\"b\":true}");
    }
  }

  @Test
  void mapsWithOtherKeysThanTextAreEntries() throws IOException {
    var type = new FieldType(false, new ArrowType.Map(false), null);
    try (var vector = new MapVector("v", allocator, type, null)) {
      UnionMapWriter writer = vector.getWriter();
      writer.startMap();
      writer.startEntry();
      writer.key().integer().writeInt(1);
      writer.value().integer().writeInt(2);
      writer.endEntry();
      writer.endMap();
      writer.setValueCount(1);
      assertThat(json(vector)).isEqualTo("[{\"key\":1,\"value\":2}]");
    }
  }

  @Test
  void mapsWithTextKeysAreObjects() throws IOException {
    var type = new FieldType(false, new ArrowType.Map(false), null);
    try (var vector = new MapVector("v", allocator, type, null)) {
      UnionMapWriter writer = vector.getWriter();
      writer.startMap();
      writer.startEntry();
      writer.key().varChar().writeVarChar("a");
      writer.value().integer().writeInt(2);
      writer.endEntry();
      writer.endMap();
      writer.setValueCount(1);
      assertThat(json(vector)).isEqualTo("{\"a\":2}");
    }
  }

  private static String json(FieldVector vector) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      JsonCells.write(vector, 0, generator);
    }
    return text.toString();
  }
}
