package io.tributary.gateway.execution;

import io.tributary.gateway.execution.Assignments.Writer;
import io.tributary.gateway.execution.Assignments.WriterMaker;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Writes lists of any layout, element by element.
final class Lists {

  private Lists() {}

  static boolean isList(Field field) {
    return switch (field.getType()) {
      case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
          field.getDictionary() == null;
      default -> false;
    };
  }

  /// @param element null where elements cannot be written
  /// @return null where lists cannot
  static @Nullable WriterMaker writer(@Nullable WriterMaker element) {
    return element == null
        ? null
        : (source, target) ->
            switch (source) {
              case LargeListVector lists ->
                  writer(
                      element,
                      lists.getDataVector(),
                      row -> Math.toIntExact(lists.getElementStartIndex(row)),
                      row -> Math.toIntExact(lists.getElementEndIndex(row)),
                      (ListVector) target);
              case BaseListVector lists ->
                  writer(
                      element,
                      lists.getChildrenFromFields().getFirst(),
                      lists::getElementStartIndex,
                      lists::getElementEndIndex,
                      (ListVector) target);
              default -> throw new IllegalStateException("no lists: " + source.getField());
            };
  }

  private static Writer writer(
      WriterMaker element,
      FieldVector elements,
      IntUnaryOperator start,
      IntUnaryOperator end,
      ListVector made) {
    FieldVector madeElements = made.getDataVector();
    Writer writer = element.make(elements, madeElements);
    return (row, at) -> {
      int first = start.applyAsInt(row);
      int length = end.applyAsInt(row) - first;
      int to = made.startNewValue(at);
      for (int i = 0; i < length; i++) {
        if (elements.isNull(first + i)) {
          madeElements.setNull(to + i);
        } else {
          writer.write(first + i, to + i);
        }
      }
      made.endValue(at, length);
    };
  }
}
