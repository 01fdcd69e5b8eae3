package io.tributary.trino;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.spi.catalog.CatalogName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogNamesTest {

  @Test
  void a_catalog_is_called_like_its_source_in_lower_case() {
    CatalogNames names = names("sales", "data-lake", "Old_Store");

    assertThat(names.sourceByCatalog())
        .isEqualTo(
            Map.of(
                new CatalogName("sales"), "sales",
                new CatalogName("data-lake"), "data-lake",
                new CatalogName("old_store"), "Old_Store"));
    assertThat(names.problems()).isEmpty();
  }

  @Test
  void of_names_that_only_differ_in_case_the_lower_case_one_is_a_catalog() {
    CatalogNames names = names("SALES", "Sales", "sales");

    assertThat(names.sourceByCatalog()).isEqualTo(Map.of(new CatalogName("sales"), "sales"));
    assertThat(names.problems())
        .containsExactly(
            "Source SALES is no catalog: that of source sales has the same name in lower case",
            "Source Sales is no catalog: that of source sales has the same name in lower case");
  }

  @Test
  void of_names_that_all_have_upper_case_the_first_is_a_catalog() {
    assertThat(names("Sales", "SALES").sourceByCatalog())
        .isEqualTo(Map.of(new CatalogName("sales"), "Sales"));
  }

  @Test
  void the_system_catalog_stays_trinos() {
    CatalogNames names = names("System", "sales");

    assertThat(names.sourceByCatalog()).containsOnlyKeys(new CatalogName("sales"));
    assertThat(names.problems())
        .containsExactly("Source System is no catalog: Trino has one of that name");
  }

  @Test
  void the_catalog_of_a_file_stays_that() {
    CatalogNames names = CatalogNames.of(List.of("sales", "hive"), Set.of(new CatalogName("hive")));

    assertThat(names.sourceByCatalog()).containsOnlyKeys(new CatalogName("sales"));
    assertThat(names.problems())
        .containsExactly("Source hive is no catalog: a file configures one of that name");
  }

  private static CatalogNames names(String... sources) {
    return CatalogNames.of(List.of(sources), Set.of());
  }
}
