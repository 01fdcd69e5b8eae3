package io.tributary.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final String GENERATED = "io.tributary.v1..";
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.tributary")
          .that(not(resideInAPackage(GENERATED)));

  @Test
  void theServicesDoNotKnowEachOther() {
    slices()
        .matching("io.tributary.(gateway|catalog)..")
        .should()
        .notDependOnEachOther()
        .check(PRODUCT);
  }

  @Test
  void connectorsKnowNoService() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.connector..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.gateway..", "io.tributary.catalog..", "org.apache.calcite..", GENERATED)
        .check(PRODUCT);
  }

  @Test
  void onlyTheServerWires() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tributary.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tributary.server..")
        .check(PRODUCT);
  }

  @Test
  void eachStageOfAQueryKnowsOnlyTheResultOfTheOneBefore() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("endpoint")
        .definedBy("io.tributary.gateway.endpoint..")
        .layer("query")
        .definedBy("io.tributary.gateway.query..")
        .layer("planner")
        .definedBy("io.tributary.gateway.planner..")
        .layer("fragment")
        .definedBy("io.tributary.gateway.fragment..")
        .layer("execution")
        .definedBy("io.tributary.gateway.execution..")
        .whereLayer("endpoint")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("endpoint")
        .whereLayer("execution")
        .mayOnlyBeAccessedByLayers("query")
        .whereLayer("fragment")
        .mayOnlyBeAccessedByLayers("query", "execution")
        .whereLayer("planner")
        .mayOnlyBeAccessedByLayers("query", "fragment")
        .check(PRODUCT);
  }

  @Test
  void whatAllStagesUseKnowsNoStage() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tributary.gateway.error..",
            "io.tributary.gateway.session..",
            "io.tributary.gateway.metadata..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.gateway.endpoint..",
            "io.tributary.gateway.query..",
            "io.tributary.gateway.planner..",
            "io.tributary.gateway.fragment..",
            "io.tributary.gateway.execution..")
        .check(PRODUCT);
  }

  @Test
  void planningAndExecutionKnowNoTransport() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tributary.gateway.planner..",
            "io.tributary.gateway.fragment..",
            "io.tributary.gateway.execution..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "com.linecorp.armeria..", "org.apache.arrow.flight..")
        .check(PRODUCT);
  }

  @Test
  void packagesAreNamedForWhatTheyDo() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..common..",
            "..core..",
            "..helper..",
            "..impl..",
            "..models..",
            "..manager..")
        .check(PRODUCT);
    noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common)").check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(PRODUCT.getPackage("io.tributary").getSubpackagesInTree())
        .filteredOn(javaPackage -> !javaPackage.getClasses().isEmpty())
        .filteredOn(javaPackage -> !javaPackage.getName().startsWith("io.tributary.v1"))
        .allSatisfy(javaPackage ->
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as("package-info of %s with @NullMarked", javaPackage.getName())
                .isTrue())
        .extracting(JavaPackage::getName)
        .contains("io.tributary.connector", "io.tributary.gateway.query");
  }

  @Test
  void logsGoThroughSlf4j() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PRODUCT);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PRODUCT);
  }

  @Test
  void thereIsNoStaticMutableState() {
    noFields().that().areStatic().should().notBeFinal().check(PRODUCT);
  }
}
