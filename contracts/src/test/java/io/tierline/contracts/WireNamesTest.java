package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WireNamesTest {

  @Test
  void everyMessageIsNamedAggregateFactAndVersion() {
    assertThat(MessageCatalog.onTheBus())
        .extracting(Message::name)
        .allSatisfy(
            name ->
                assertThat(name)
                    .matches(
                        "[a-z][a-z0-9]*(-[a-z0-9]+)*\\.[a-z][a-z0-9]*(-[a-z0-9]+)*\\.v[1-9][0-9]*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyTopicBelongsToOneFamilyAndNamesItsService() {
    assertThat(MessageCatalog.families())
        .isNotEmpty()
        .extracting(MessageCatalog::topicOf)
        .allSatisfy(
            topic ->
                assertThat(topic).matches("(onboarding|pricing|ordering|notification)\\.[a-z-]+"))
        .doesNotHaveDuplicates();
  }

  @Test
  void messagesAreRecords() {
    assertThat(MessageCatalog.families())
        .flatMap(family -> Arrays.asList(family.getPermittedSubclasses()))
        .allSatisfy(
            type -> {
              assertThat(type.isRecord()).as("%s is a record", type).isTrue();
              assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
            });
  }

  @Test
  void aRecordIsFoundByItsWireName() {
    assertThat(WireNames.recordOf(PriceListEvent.class, "price-list.withdrawn.v1"))
        .contains(PriceListWithdrawn.class);
    assertThat(WireNames.recordOf(PriceListEvent.class, "tld.listed.v1")).isEmpty();
  }

  @Test
  void aClassWithoutAWireNameIsNoMessage() {
    assertThatThrownBy(() -> WireNames.of(Brand.class)).hasMessageContaining("@JsonTypeName");
  }
}
