package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

final class AssignmentsTest {

  @Test
  void largeListsOfLargeTextsBecomeListsOfTexts() {
    Field from = list(ArrowType.LargeList.INSTANCE, ArrowType.LargeUtf8.INSTANCE);
    Field to = list(ArrowType.List.INSTANCE, ArrowType.Utf8.INSTANCE);
    try (var allocator = new RootAllocator();
        var lists = (LargeListVector) from.createVector(allocator)) {
      var writer = lists.getWriter();
      writer.allocate();
      writer.setPosition(1);
      writer.startList();
      writer.writeLargeVarChar("é");
      writer.writeNull();
      writer.endList();
      writer.setPosition(2);
      writer.startList();
      writer.endList();
      writer.setPosition(3);
      writer.startList();
      writer.writeLargeVarChar("x");
      writer.endList();
      lists.setValueCount(4);
      try (var assigned = Assignments.of(from, to).orElseThrow().bind(lists, allocator)) {
        assigned.take(4);
        assertThat(
                List.of(
                    String.valueOf(assigned.vector().getObject(0)),
                    String.valueOf(assigned.vector().getObject(1)),
                    String.valueOf(assigned.vector().getObject(2)),
                    String.valueOf(assigned.vector().getObject(3))))
            .containsExactly("null", "[\"é\",null]", "[]", "[\"x\"]");
      }
    }
  }

  private static Field list(ArrowType type, ArrowType element) {
    return new Field("v", FieldType.nullable(type), List.of(Field.nullable("element", element)));
  }
}
