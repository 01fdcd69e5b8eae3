package io.tributary.catalog.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NameLookupTest {

  @Test
  void anExactNameWinsOverOnesThatDifferInCase() {
    assertThat(NameLookup.find("table", "orders", List.of("Orders", "orders", "ORDERS")))
        .contains("orders");
  }

  @Test
  void aNameIsFoundWhateverItsCase() {
    assertThat(NameLookup.find("table", "ORDERS", List.of("nation", "Orders"))).contains("Orders");
  }

  @Test
  void anAmbiguousNameListsItsCandidates() {
    assertThatThrownBy(() -> NameLookup.find("table", "orders", List.of("Orders", "ORDERS")))
        .hasMessage("table \"orders\" is ambiguous: it may be ORDERS, Orders; write it exactly");
  }

  @Test
  void aNameThatIsNotThereIsNotFound() {
    assertThat(NameLookup.find("table", "orders", List.of("nation"))).isEmpty();
  }

  @Test
  void theNearestNamesAreSuggestedNearestFirst() {
    assertThat(NameLookup.didYouMean("ordrs", List.of("region", "border", "orders", "order")))
        .isEqualTo("; did you mean orders or order?");
  }

  @Test
  void atMostThreeNamesAreSuggested() {
    assertThat(NameLookup.didYouMean("part", List.of("part1", "part2", "part3", "part4")))
        .isEqualTo("; did you mean part1, part2 or part3?");
  }

  @Test
  void caseDoesNotMakeANameImplausible() {
    assertThat(NameLookup.didYouMean("NATIONS", List.of("nation")))
        .isEqualTo("; did you mean nation?");
  }

  @Test
  void nothingIsSuggestedWhereNoNameIsNear() {
    assertThat(NameLookup.didYouMean("invoices", List.of("region", "nation"))).isEmpty();
  }

  @Test
  void aSingleLetterIsNotMistakenForAnother() {
    assertThat(NameLookup.didYouMean("x", List.of("y"))).isEmpty();
  }
}
