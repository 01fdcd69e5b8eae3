package io.tributary.catalog.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableName;
import io.tributary.testing.MemoryConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ColumnsOfTablesTest {
  private static final List<TableName> THOUSAND_DAMAGED =
      IntStream.range(0, 1_000).mapToObj(i -> table("damaged" + i)).toList();

  private final MemoryConnector memory = new MemoryConnector();

  @Test
  void whereNoTableCanBeDescribedTheFirstFailureIsToldAfterAFewQuestions() {
    assertFailsAs("damaged0", THOUSAND_DAMAGED, Optional.empty());
    assertThat(memory.lastOpened().questions()).isLessThan(20);
  }

  @Test
  void theOnlyTableThatIsAskedForFails() {
    assertFailsAs("damaged", List.of(table("damaged")), Optional.empty());
  }

  @Test
  void aDamagedTableFailsBesideOneThatIsGone() {
    assertFailsAs("damaged", List.of(table("gone"), table("damaged")), Optional.empty());
  }

  @Test
  void damagedTablesAreLeftOutHoweverManyWhereTheSourceDescribesAnother() {
    List<TableName> tables =
        Stream.concat(Stream.of(table("orders")), THOUSAND_DAMAGED.stream()).toList();

    assertThat(columns(tables, Optional.empty())).containsExactly(table("orders"));
  }

  @Test
  void damagedTablesAreLeftOutWhereTheSourceDescribesWhatItDescribedBefore() {
    assertThat(columns(THOUSAND_DAMAGED, Optional.of(table("orders")))).isEmpty();
  }

  @Test
  void aSourceThatDescribesNothingAnyMoreFails() {
    assertFailsAs("damaged", List.of(table("damaged1")), Optional.of(table("damaged")));
  }

  private void assertFailsAs(String table, List<TableName> tables, Optional<TableName> described) {
    assertThatThrownBy(() -> columns(tables, described))
        .isInstanceOf(ConnectorException.class)
        .hasMessage("%s cannot be described", table(table));
  }

  private Set<TableName> columns(List<TableName> tables, Optional<TableName> described) {
    var source =
        memory.open(
            new SourceConfiguration("crm", "memory", Map.of("tables", "public.orders"), "1"));
    return ColumnsOfTables.ask(source, tables, described).keySet();
  }

  private static TableName table(String name) {
    return new TableName("public", name);
  }
}
