package io.tierline.contracts;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every message there is, found in the classes themselves, so that none can be forgotten. */
final class MessageCatalog {

  private static final List<Message> OVER_HTTP =
      List.of(
          new Message("chain-quote-request", ChainQuoteRequest.class, Optional.empty()),
          new Message("chain-quote", ChainQuote.class, Optional.empty()));

  private static final List<Class<?>> FAMILIES = findFamilies();

  private MessageCatalog() {}

  /** The sealed interfaces of messages, each with a topic of its own. */
  static List<Class<?>> families() {
    return FAMILIES;
  }

  private static List<Class<?>> findFamilies() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tierline.contracts")
            .stream()
            .filter(JavaClass::isInterface)
            .<Class<?>>map(JavaClass::reflect)
            .filter(Class::isSealed)
            .sorted(Comparator.comparing(MessageCatalog::topicOf))
            .toList();
  }

  /** All that travels on the bus; the watermark is of no family, for it travels with several. */
  static List<Message> onTheBus() {
    Stream<Message> ofFamilies = families().stream().flatMap(MessageCatalog::messagesOf);
    Message watermark =
        new Message(WireNames.of(Watermark.class), Watermark.class, Optional.empty());
    return Stream.concat(ofFamilies, Stream.of(watermark)).toList();
  }

  /** All that travels between services. */
  static List<Message> all() {
    return Stream.concat(onTheBus().stream(), OVER_HTTP.stream()).toList();
  }

  static String topicOf(Class<?> family) {
    try {
      return (String) family.getField("TOPIC").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(family + " is a family of messages: give it a String TOPIC", e);
    }
  }

  private static Stream<Message> messagesOf(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .map(
            type ->
                new Message(
                    WireNames.of(type),
                    type.asSubclass(Record.class),
                    Optional.of(topicOf(family))));
  }
}
