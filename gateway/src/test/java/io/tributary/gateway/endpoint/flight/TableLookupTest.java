package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.ForwardingMetadata;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.v1.TableSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableLookupTest {
  private static final String DOWN = "source sales does not answer";

  private final TableLookup lookup =
      new TableLookup(
          new ForwardingMetadata(new FixedMetadata(Map.of())) {
            @Override
            public TableMetadata table(String source, String schema, String table) {
              throw down();
            }

            @Override
            public List<TableSummary> tables(String source, Optional<String> schema) {
              throw down();
            }
          });

  @ParameterizedTest
  @ValueSource(strings = {"", "public"})
  void aSourceThatDoesNotAnswerIsAnError(String schema) {
    Optional<String> given = Optional.of(schema).filter(name -> !name.isEmpty());
    assertThatThrownBy(() -> lookup.named(Optional.of("sales"), given, "orders"))
        .hasMessageContaining(DOWN);
  }

  private static GatewayException down() {
    return new GatewayException(ErrorCode.SOURCE_UNAVAILABLE, DOWN);
  }
}
