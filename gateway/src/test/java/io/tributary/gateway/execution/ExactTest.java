package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.LargeVarCharVector;
import org.junit.jupiter.api.Test;

final class ExactTest {

  @Test
  void aTextThatIsNotInUtf8IsNotReadAsAnother() {
    try (var allocator = new RootAllocator();
        var vector = new LargeVarCharVector("v", allocator)) {
      vector.setSafe(0, "Grüße 🌊 \uFFFD".getBytes(StandardCharsets.UTF_8));
      vector.setSafe(1, new byte[] {'a', (byte) 0xC3, '('});
      vector.setValueCount(2);
      Exact.Texts texts = Exact.texts(vector);
      assertThat(texts.at(0)).isEqualTo("Grüße 🌊 \uFFFD");
      assertThatThrownBy(() -> texts.at(1))
          .isInstanceOf(Assignment.UnfitException.class)
          .hasMessageContaining("UTF-8");
    }
  }
}
