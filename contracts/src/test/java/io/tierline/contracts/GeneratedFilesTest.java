package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas and the AsyncAPI document say what the records say. {@code -Dcontracts.update} writes
 * them anew.
 */
class GeneratedFilesTest {

  static Stream<Message> messages() {
    return MessageCatalog.all().stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theSchemaIsThatOfTheRecord(Message message) {
    ModuleFiles.hasBeenGenerated(message.schemaPath(), Json.pretty(JsonSchemas.of(message)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theSchemaIsASchema(Message message) {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    assertThat(
            registry
                .getSchema(SchemaLocation.of(JsonSchemas.DIALECT))
                .validate(JsonSchemas.of(message)))
        .isEmpty();
  }

  @Test
  void theAsyncApiDocumentIsThatOfTheRecords() {
    ModuleFiles.hasBeenGenerated("asyncapi.yaml", AsyncApiDocument.yaml());
  }

  @Test
  @DisplayName("No schema is left of a message that is gone")
  void noSchemaIsLeftOver() {
    List<String> expected = messages().map(Message::schemaPath).toList();
    List<String> leftOver =
        ModuleFiles.below("schemas").stream().filter(path -> !expected.contains(path)).toList();
    if (ModuleFiles.areUpdated()) {
      leftOver.forEach(ModuleFiles::remove);
    } else {
      assertThat(leftOver).as("schemas of no message").isEmpty();
    }
  }
}
