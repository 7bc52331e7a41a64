package io.tierline.pricing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;

/** architecture.md, "Who may know whom". */
@AnalyzeClasses(
    packages = "io.tierline.pricing",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule noOtherServiceIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.onboarding..",
              "io.tierline.ordering..",
              "io.tierline.notification..",
              "io.tierline.storefront..");

  @ArchTest
  static final ArchRule theEngineIsPlainJava =
      classes()
          .that()
          .resideInAPackage("io.tierline.pricing.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.joda.money..",
              "io.tierline.contracts..",
              "io.tierline.pricing.engine..");

  @ArchTest
  static final ArchRule theDomainKnowsNoAdapterAndOnlyTransactionsOfSpring =
      classes()
          .that()
          .resideInAnyPackage(
              "io.tierline.pricing.book",
              "io.tierline.pricing.catalog",
              "io.tierline.pricing.cost",
              "io.tierline.pricing.draft",
              "io.tierline.pricing.feed",
              "io.tierline.pricing.history",
              "io.tierline.pricing.margin",
              "io.tierline.pricing.premium",
              "io.tierline.pricing.quote",
              "io.tierline.pricing.rates",
              "io.tierline.pricing.rule",
              "io.tierline.pricing.seller",
              "io.tierline.pricing.specific",
              "io.tierline.pricing.standing",
              "io.tierline.pricing.tldstatus",
              "io.tierline.pricing.webhook")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.joda.money..",
              "io.tierline.contracts..",
              "org.springframework.transaction.annotation",
              "io.tierline.pricing.engine",
              "io.tierline.pricing.book",
              "io.tierline.pricing.catalog",
              "io.tierline.pricing.cost",
              "io.tierline.pricing.draft",
              "io.tierline.pricing.feed",
              "io.tierline.pricing.history",
              "io.tierline.pricing.margin",
              "io.tierline.pricing.premium",
              "io.tierline.pricing.quote",
              "io.tierline.pricing.rates",
              "io.tierline.pricing.rule",
              "io.tierline.pricing.seller",
              "io.tierline.pricing.specific",
              "io.tierline.pricing.standing",
              "io.tierline.pricing.tldstatus",
              "io.tierline.pricing.webhook");

  @ArchTest
  static final ArchRule sqlIsWrittenInJooqAdaptersOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jooq..", "io.tierline.pricing.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "io.tierline.pricing.db..");

  @ArchTest
  static final ArchRule kafkaIsKnownInItsAdaptersOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

  @ArchTest static final ArchRule httpKnowsNoOtherAdapter = knowsNot("http", "kafka", "jooq");

  @ArchTest static final ArchRule kafkaKnowsNoOtherAdapter = knowsNot("kafka", "http", "jooq");

  @ArchTest static final ArchRule jooqKnowsNoOtherAdapter = knowsNot("jooq", "http", "kafka");

  private static ArchRule knowsNot(String adapter, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("io.tierline.pricing.." + adapter)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(others).map("io.tierline.pricing.."::concat).toArray(String[]::new));
  }

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackage("io.tierline.pricing.db..")
          .should(
              new ArchCondition<JavaClass>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(new SimpleConditionEvent(item, marked, item.getName()));
                }
              });
}
