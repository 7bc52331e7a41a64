package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every message as it has ever been sent can still be read, and nothing else is written. */
class GoldenCorpusTest {

  /** What a reader in a service is: it knows today's records, and ignores what it does not know. */
  private static final JsonMapper READER = Json.MAPPER;

  record Golden(Message message, String path) {

    JsonNode body() {
      return READER.readTree(ModuleFiles.read(path));
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Message> messages() {
    return MessageCatalog.all().stream();
  }

  static Stream<Golden> corpus() {
    return messages()
        .flatMap(
            message ->
                ModuleFiles.below("golden/" + message.name()).stream()
                    .map(path -> new Golden(message, path)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageHasGoldenOnes(Message message) {
    assertThat(ModuleFiles.below("golden/" + message.name()))
        .as("write messages as they are sent into golden/%s, two or more", message.name())
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadAndWrittenWithoutLoss(Golden golden) {
    Record read = READER.treeToValue(golden.body(), golden.message().type());

    assertThat(Json.meaningOf(READER.valueToTree(read))).isEqualTo(Json.meaningOf(golden.body()));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isWhatTheSchemaSaysAndSoIsWhatIsWritten(Golden golden) {
    Record read = READER.treeToValue(golden.body(), golden.message().type());

    assertThat(violations(golden.message(), golden.body())).isEmpty();
    assertThat(violations(golden.message(), READER.valueToTree(read))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void fieldsThatAreAddedLaterAreIgnored(Golden golden) {
    JsonNode newer = Json.withUnknownFields(golden.body());

    assertThat(READER.treeToValue(newer, golden.message().type()))
        .isEqualTo(READER.treeToValue(golden.body(), golden.message().type()));
    assertThat(violations(golden.message(), newer)).isEmpty();
  }

  @Test
  void typesThatAreAddedLaterAreIgnored() {
    assertThat(MessageCatalog.families())
        .allSatisfy(
            family -> assertThat(WireNames.recordOf(family, "price-list.published.v99")).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("A message without one of its required parts is refused when it is read")
  void whatIsRequiredIsMissed(Message message) {
    Golden golden = corpus().filter(g -> g.message().equals(message)).findFirst().orElseThrow();
    JsonSchemas.of(message)
        .get("required")
        .forEach(
            required -> {
              ObjectNode lacking = golden.body().deepCopy().asObject();
              lacking.remove(required.asString());

              assertThat(violations(message, lacking)).as("without %s", required).isNotEmpty();
              assertThatExceptionOfType(JacksonException.class)
                  .as("without %s", required)
                  .isThrownBy(() -> READER.treeToValue(lacking, message.type()));
            });
  }

  @Test
  void nothingIsInTheCorpusOfAMessageThatIsGone() {
    List<String> known = corpus().map(Golden::path).toList();

    assertThat(ModuleFiles.below("golden")).isSubsetOf(known);
  }

  private static List<Error> violations(Message message, JsonNode body) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(JsonSchemas.of(message))
        .validate(body);
  }
}
