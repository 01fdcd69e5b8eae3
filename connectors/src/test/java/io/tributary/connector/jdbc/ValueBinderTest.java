package io.tributary.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;

final class ValueBinderTest {

  @Test
  void aTextThatIsNotInUtf8IsNotWrittenAsAnother() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = connection.prepareStatement("SELECT ?");
        var allocator = new RootAllocator();
        var texts = new VarCharVector("v", allocator)) {
      texts.setSafe(0, new byte[] {'a', (byte) 0xC3, '('});
      texts.setValueCount(1);
      ValueBinder binder =
          ValueBinder.of(texts, ValueGuard.NONE, new ValueBinder.Traits(true, true, false, ""))
              .orElseThrow();
      assertThatThrownBy(() -> binder.bind(statement, 1, 0))
          .isInstanceOf(UnfitValueException.class)
          .hasMessageContaining("UTF-8");
    }
  }
}
