package io.tributary.trino;

import static io.tributary.trino.ArrowBuffers.isSet;
import static java.lang.Math.multiplyExact;

import io.trino.spi.block.ArrayBlock;
import io.trino.spi.block.Block;
import io.trino.spi.block.RowBlock;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/// Lists, maps and structs as Trino's arrays, maps and rows.
final class ArrowNestedBlocks {

  private ArrowNestedBlocks() {}

  static Block block(FieldVector vector, Type type, int count, long @Nullable [] valid) {
    return switch (vector) {
      case StructVector struct -> row(struct, (RowType) type, count, valid);
      case MapVector map -> map(map, (MapType) type, count, valid);
      case ListVector list ->
          array(
              list.getDataVector(),
              (ArrayType) type,
              Entries.of(ArrowBuffers.ints(list.getOffsetBuffer(), count + 1), valid),
              valid);
      case LargeListVector list ->
          array(
              list.getDataVector(),
              (ArrayType) type,
              Entries.of(narrowed(list, count), valid),
              valid);
      case FixedSizeListVector list ->
          array(
              list.getDataVector(),
              (ArrayType) type,
              Entries.of(regular(list.getListSize(), count), valid),
              valid);
      default -> throw ArrowBlocks.unexpected(vector);
    };
  }

  /// Which entries of a list's child vector belong to which position. Arrow may leave entries under
  /// a NULL and before the first position, Trino may not.
  private static final class Entries {

    /// How much of the child vector is in use.
    private final int vectorLength;

    /// Where the entries of each position start among those kept, and the end.
    private final int[] offsets;

    /// The entries that belong to some position, in order.
    private final int[] kept;

    private Entries(int vectorLength, int[] offsets, int[] kept) {
      this.vectorLength = vectorLength;
      this.offsets = offsets;
      this.kept = kept;
    }

    static Entries of(int[] arrowOffsets, long @Nullable [] valid) {
      int count = arrowOffsets.length - 1;
      int[] kept = new int[arrowOffsets[count] - arrowOffsets[0]];
      int[] offsets = new int[count + 1];
      int end = 0;
      for (int i = 0; i < count; i++) {
        if (isSet(valid, i)) {
          for (int entry = arrowOffsets[i]; entry < arrowOffsets[i + 1]; entry++) {
            kept[end++] = entry;
          }
        }
        offsets[i + 1] = end;
      }
      return new Entries(arrowOffsets[count], offsets, Arrays.copyOf(kept, end));
    }

    Block of(FieldVector child, Type type) {
      Block all = ArrowBlocks.block(child, type, vectorLength);
      return kept.length == vectorLength ? all : all.copyPositions(kept, 0, kept.length);
    }
  }

  private static Block array(
      FieldVector elements, ArrayType type, Entries entries, long @Nullable [] valid) {
    return ArrayBlock.fromElementBlock(
        entries.offsets.length - 1,
        Optional.ofNullable(valid),
        entries.offsets,
        entries.of(elements, type.getElementType()));
  }

  private static Block map(MapVector vector, MapType type, int count, long @Nullable [] valid) {
    Entries entries = Entries.of(ArrowBuffers.ints(vector.getOffsetBuffer(), count + 1), valid);
    List<FieldVector> pair = vector.getDataVector().getChildrenFromFields();
    return type.createBlockFromKeyValue(
        Optional.ofNullable(valid),
        entries.offsets,
        entries.of(pair.get(0), type.getKeyType()),
        entries.of(pair.get(1), type.getValueType()));
  }

  private static Block row(StructVector vector, RowType type, int count, long @Nullable [] valid) {
    List<FieldVector> children = vector.getChildrenFromFields();
    Block[] fields = new Block[children.size()];
    for (int i = 0; i < fields.length; i++) {
      Type fieldType = type.getFields().get(i).getType();
      fields[i] = ArrowBlocks.block(children.get(i), fieldType, count, valid);
    }
    return RowBlock.fromNotNullSuppressedFieldBlocks(count, Optional.ofNullable(valid), fields);
  }

  private static int[] narrowed(LargeListVector list, int count) {
    long[] wide = ArrowBuffers.longs(list.getOffsetBuffer(), count + 1);
    return Arrays.stream(wide).mapToInt(Math::toIntExact).toArray();
  }

  private static int[] regular(int listSize, int count) {
    int[] offsets = new int[count + 1];
    Arrays.setAll(offsets, i -> multiplyExact(i, listSize));
    return offsets;
  }
}
