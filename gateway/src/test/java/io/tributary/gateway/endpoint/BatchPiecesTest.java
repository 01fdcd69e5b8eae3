package io.tributary.gateway.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchPiecesTest {
  private static final Schema TEXT =
      new Schema(List.of(Field.nullable("t", ArrowType.Utf8.INSTANCE)));
  private static final int MEGABYTE = 1_000_000;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
  }

  @Test
  void whatIsSmallEnoughIsSentAsItIs() {
    try (VectorSchemaRoot rows = texts(MEGABYTE, MEGABYTE)) {
      List<VectorSchemaRoot> sent = new ArrayList<>();
      assertThat(BatchPieces.forEach(rows, sent::add)).isTrue();
      assertThat(sent).containsExactly(rows);
    }
  }

  @Test
  void piecesAreNoLargerThanClientsTake() {
    int[] lengths = new int[100_000];
    Arrays.fill(lengths, 300);
    assertThat(rowsOfPieces(lengths)).hasSize(8).allMatch(rows -> rows > 10_000);
  }

  @Test
  void oneLongRowAmongShortOnesGoesWithoutTheRest() {
    assertThat(rowsOfPieces(10, 10, 10, 5 * MEGABYTE, 10, 10)).hasSizeGreaterThan(1).contains(1);
  }

  @Test
  void longRowsGoOneByOne() {
    assertThat(rowsOfPieces(3 * MEGABYTE, 3 * MEGABYTE, 5 * MEGABYTE)).containsExactly(1, 1, 1);
  }

  @Test
  void nothingIsSentToAClientThatHasLeft() {
    try (VectorSchemaRoot rows = texts(3 * MEGABYTE, 3 * MEGABYTE, 3 * MEGABYTE)) {
      List<Integer> sent = new ArrayList<>();
      assertThat(
              BatchPieces.forEach(
                  rows,
                  piece -> {
                    sent.add(piece.getRowCount());
                    return sent.size() < 2;
                  }))
          .isFalse();
      assertThat(sent).hasSize(2);
    }
  }

  private List<Integer> rowsOfPieces(int... lengths) {
    List<Integer> counts = new ArrayList<>();
    List<Integer> sent = new ArrayList<>();
    try (VectorSchemaRoot rows = texts(lengths)) {
      BatchPieces.forEach(
          rows,
          piece -> {
            counts.add(piece.getRowCount());
            var texts = (VarCharVector) piece.getVector("t");
            for (int row = 0; row < piece.getRowCount(); row++) {
              sent.add(texts.getValueLength(row));
            }
            assertThat(piece.getRowCount() == 1 || bytes(piece) <= BatchPieces.MOST_BYTES).isTrue();
            return true;
          });
    }
    assertThat(sent).containsExactly(Arrays.stream(lengths).boxed().toArray(Integer[]::new));
    return counts;
  }

  private static long bytes(VectorSchemaRoot rows) {
    try (ArrowRecordBatch batch = new VectorUnloader(rows).getRecordBatch()) {
      return batch.computeBodyLength();
    }
  }

  private VectorSchemaRoot texts(int... lengths) {
    var rows = VectorSchemaRoot.create(TEXT, allocator);
    var texts = (VarCharVector) rows.getVector("t");
    for (int row = 0; row < lengths.length; row++) {
      texts.setSafe(row, "x".repeat(lengths[row]).getBytes(StandardCharsets.UTF_8));
    }
    rows.setRowCount(lengths.length);
    return rows;
  }
}
