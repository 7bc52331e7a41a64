package io.tierline.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** architecture.md "Who may know whom". */
@AnalyzeClasses(
    packages = "io.tierline.contracts",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ContractsArchitectureTest {

  @ArchTest
  static final ArchRule contractsKnowNextToNothing =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations..",
              "com.fasterxml.jackson.annotation..",
              "org.joda.money..",
              "io.tierline.contracts..");
}
