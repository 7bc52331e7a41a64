package io.tierline.ordering;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Who may know whom (architecture.md). */
@AnalyzeClasses(
    packages = "io.tierline.ordering",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] ADAPTERS = {
    "..http..", "..kafka..", "..jooq..", "..client..", "..simulator..", "..schedule.."
  };

  @ArchTest
  static final ArchRule aServiceKnowsNoOtherService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tierline.onboarding..",
              "io.tierline.pricing..",
              "io.tierline.notification..",
              "io.tierline.storefront..");

  /**
   * Use cases carry Spring's annotations for beans and transactions and tell the outbox; nothing
   * else of a framework.
   */
  @ArchTest
  static final ArchRule theDomainKnowsNoTechnology =
      classes()
          .that()
          .resideOutsideOfPackages(ADAPTERS)
          .and()
          .resideOutsideOfPackage("io.tierline.ordering")
          .and()
          .resideOutsideOfPackage("io.tierline.ordering.db..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.joda.money..",
              "org.slf4j..",
              "io.tierline.contracts..",
              "io.tierline.messaging",
              "io.tierline.ordering..",
              "org.springframework.stereotype..",
              "org.springframework.transaction.annotation..");

  @ArchTest
  static final ArchRule theDomainKnowsNoAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackages(ADAPTERS)
          .and()
          .resideOutsideOfPackages("io.tierline.ordering", "io.tierline.ordering.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ADAPTERS);

  /**
   * The edge of one feature shows what another one knows (an order its customer) by asking that
   * feature's domain, never its adapters.
   */
  @ArchTest
  static final ArchRule anAdapterKnowsNoOtherAdapter =
      noClasses()
          .that()
          .resideInAnyPackage(ADAPTERS)
          .should(
              new ArchCondition<JavaClass>("depend on another adapter") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  String own = adapterOf(item);
                  item.getDirectDependenciesFromSelf().stream()
                      .filter(dependency -> !adapterOf(dependency.getTargetClass()).isEmpty())
                      .filter(dependency -> !adapterOf(dependency.getTargetClass()).equals(own))
                      .forEach(
                          dependency ->
                              events.add(
                                  SimpleConditionEvent.satisfied(
                                      item, dependency.getDescription())));
                }
              });

  private static final Pattern ADAPTER =
      Pattern.compile(
          "(io\\.tierline\\.ordering\\.\\w+\\.(?:http|kafka|jooq|client|simulator|schedule))(\\..*)?");

  /** Empty for what is no adapter. */
  private static String adapterOf(JavaClass type) {
    Matcher adapter = ADAPTER.matcher(type.getPackageName());
    return adapter.matches() ? adapter.group(1) : "";
  }

  @ArchTest
  static final ArchRule sqlStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jooq..", "..simulator..", "io.tierline.ordering.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "io.tierline.ordering.db..");

  @ArchTest
  static final ArchRule kafkaStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages("..kafka..", "io.tierline.ordering")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackage("io.tierline.ordering.db..")
          .should(
              new ArchCondition<JavaClass>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  boolean marked =
                      item.getPackage().isAnnotatedWith(NullMarked.class)
                          || item.getName().endsWith("package-info");
                  events.add(new SimpleConditionEvent(item, marked, item.getPackageName()));
                }
              });
}
