package io.tierline.onboarding;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** architecture.md, "Who may know whom". */
@AnalyzeClasses(
    packages = "io.tierline.onboarding",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] ADAPTERS = {
    "io.tierline.onboarding..http..",
    "io.tierline.onboarding..kafka..",
    "io.tierline.onboarding..jooq..",
    "io.tierline.onboarding..oauth..",
    "io.tierline.onboarding..metrics..",
    "io.tierline.onboarding..local..",
    "io.tierline.onboarding.db.."
  };

  private static final DescribedPredicate<JavaClass> TECHNOLOGY =
      resideInAnyPackage(
              "org.springframework..",
              "org.jooq..",
              "org.apache.kafka..",
              "tools.jackson..",
              "com.fasterxml..",
              "jakarta..",
              "io.micrometer..",
              "org.bouncycastle..",
              "com.nimbusds..",
              "io.tierline.kit..",
              "io.tierline.messaging..")
          .and(
              describe(
                  "other than @Transactional",
                  c -> !c.getPackageName().equals("org.springframework.transaction.annotation")));

  @ArchTest
  static final ArchRule aDomainKnowsNoTechnology =
      noClasses()
          .that()
          .resideInAnyPackage("io.tierline.onboarding.*..")
          .and()
          .resideOutsideOfPackages(ADAPTERS)
          .should()
          .dependOnClassesThat(TECHNOLOGY);

  @ArchTest
  static final ArchRule aDomainKnowsNoAdapter =
      noClasses()
          .that()
          .resideInAnyPackage("io.tierline.onboarding.*..")
          .and()
          .resideOutsideOfPackages(ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ADAPTERS);

  @ArchTest
  static final ArchRule jooqStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tierline.onboarding..jooq..", "io.tierline.onboarding.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "io.tierline.onboarding.db..");

  @ArchTest
  static final ArchRule noOtherService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.pricing..",
              "io.tierline.ordering..",
              "io.tierline.notification..",
              "io.tierline.storefront..",
              "io.tierline.localstack..");

  @ArchTest
  static final ArchRule businessTimeIsAParameter =
      noClasses()
          .that(describe("tell the time", c -> !c.getName().contains("SharedSigningKeys")))
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule featuresHaveNoCycle =
      slices()
          .matching("io.tierline.onboarding.(*)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              nameMatching("io\\.tierline\\.onboarding\\.bootstrap\\..*"), nameMatching(".*"));
}
