package io.tierline.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tierline.kit", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule knowsNoContractsAndNoService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.contracts..",
              "io.tierline.onboarding..",
              "io.tierline.pricing..",
              "io.tierline.ordering..",
              "io.tierline.notification..",
              "io.tierline.storefront..");

  @ArchTest
  static final ArchRule knowsOfTheBusOnlyHowItWorksInTheBackground =
      noClasses()
          .that()
          .doNotHaveSimpleName("BackgroundWorkAutoConfiguration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tierline.messaging..");

  @ArchTest
  static final ArchRule itsPartsHaveAnOrder =
      slices().matching("io.tierline.kit.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule autoConfigurationIsNobodysApi =
      classes().that().haveSimpleNameEndingWith("AutoConfiguration").should().notBePublic();
}
