package io.tierline.notification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom (architecture.md). */
@AnalyzeClasses(
    packages = "io.tierline.notification",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule noOtherServiceIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.onboarding..",
              "io.tierline.pricing..",
              "io.tierline.ordering..",
              "io.tierline.storefront..");

  @ArchTest
  static final ArchRule aDomainKnowsNoTechnology =
      classes()
          .that()
          .resideInAnyPackage(
              "io.tierline.notification.directory",
              "io.tierline.notification.reminder",
              "io.tierline.notification.milestone",
              "io.tierline.notification.notice",
              "io.tierline.notification.letter")
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the JDK, JSpecify, contracts, a domain, or mark beans and transactions",
                  HouseRulesTest::mayBeKnownToADomain));

  @ArchTest
  static final ArchRule adaptersKnowNoOtherAdapter =
      slices()
          .matching("io.tierline.notification.(*).(*)..")
          .namingSlices("$1/$2")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(), resideInAPackage("io.tierline.notification.db.."));

  @ArchTest
  static final ArchRule featuresHaveNoCycles =
      slices().matching("io.tierline.notification.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule tablesAreKnownToSqlOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jooq..", "io.tierline.notification.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tierline.notification.db..", "org.jooq..");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tierline.notification.db..")
          .should()
          .callMethod(java.time.Instant.class, "now");

  private static boolean mayBeKnownToADomain(JavaClass known) {
    String name = known.getPackageName();
    boolean domain =
        name.matches("io\\.tierline\\.notification\\.(directory|reminder|milestone|notice|letter)");
    return domain
        || name.startsWith("java.")
        || name.isEmpty()
        || name.startsWith("org.jspecify.")
        || name.startsWith("io.tierline.contracts")
        || name.equals("org.springframework.stereotype")
        || name.equals("org.springframework.transaction.annotation");
  }
}
