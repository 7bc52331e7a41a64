package io.tierline.storefront;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** architecture.md "Who may know whom". */
@AnalyzeClasses(
    packages = "io.tierline.storefront",
    importOptions = ImportOption.DoNotIncludeTests.class)
class StorefrontArchitectureTest {

  @ArchTest
  static final ArchRule ofTierlineItKnowsOnlyContracts =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.sun.net.httpserver..",
              "org.jspecify.annotations..",
              "org.joda.money..",
              "org.slf4j..",
              "org.apache.kafka..",
              "tools.jackson..",
              "io.tierline.contracts..",
              "io.tierline.storefront..");

  @ArchTest
  static final ArchRule onlyTheFollowerAndTheReaderKnowKafka =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(TopicFollower|RecordReader)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule theCacheDoesNotKnowTheShop =
      noClasses()
          .that()
          .resideInAPackage("io.tierline.storefront")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tierline.storefront.shop");
}
