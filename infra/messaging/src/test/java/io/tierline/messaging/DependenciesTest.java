package io.tierline.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom (architecture.md). */
@AnalyzeClasses(
    packages = "io.tierline.messaging",
    importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

  @ArchTest
  static final ArchRule theBusKnowsNoMessageAndNoService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.contracts..",
              "io.tierline.kit..",
              "io.tierline.onboarding..",
              "io.tierline.pricing..",
              "io.tierline.ordering..",
              "io.tierline.notification..");

  @ArchTest
  static final ArchRule onlyTheEdgeKnowsHttpAndSecurity =
      noClasses()
          .that()
          .resideOutsideOfPackage("..http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.web..", "org.springframework.security..");

  @ArchTest
  static final ArchRule parkingDoesNotKnowTheInbox =
      noClasses()
          .that()
          .resideInAPackage("..parking..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..inbox..", "..outbox..");

  @ArchTest
  static final ArchRule theOutboxDoesNotKnowTheInbox =
      noClasses()
          .that()
          .resideInAPackage("..outbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..inbox..", "..parking..");
}
