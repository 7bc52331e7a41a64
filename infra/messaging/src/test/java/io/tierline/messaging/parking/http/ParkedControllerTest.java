package io.tierline.messaging.parking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.tierline.messaging.parking.DiscardParkedRecord;
import io.tierline.messaging.parking.ParkedHeaders;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecord;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.ReplayParkedKey;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionOperations;

/** What the installation's staff sees and says over HTTP. */
class ParkedControllerTest {

  private static final ParkedKey.Name KEY =
      new ParkedKey.Name("ordering.partners", "onboarding.partner", "1001");
  private static final Principal ANN = () -> "ann";

  private final OneParkedRecord parked = new OneParkedRecord();
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(
              new ParkedController(
                  new ParkedController.Reading(
                      parked, Runnable::run, TransactionOperations.withoutTransaction()),
                  new ReplayParkedKey(
                      parked, _ -> {}, Runnable::run, TransactionOperations.withoutTransaction()),
                  new DiscardParkedRecord(
                      parked, Runnable::run, TransactionOperations.withoutTransaction())))
          .build();

  @Test
  @DisplayName("Only the installation's own staff may use it")
  void onlyStaff() {
    assertThat(ParkedController.class.getAnnotation(PreAuthorize.class).value())
        .isEqualTo("hasAuthority('SCOPE_installation')");
  }

  @Test
  void itListsAndShows() throws Exception {
    http.perform(get("/v1/ops/parked"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[0].aggregateId").value("1001"))
        .andExpect(jsonPath("$.items[0].firstId").value("7"))
        .andExpect(jsonPath("$.next").doesNotExist());
    http.perform(get("/v1/ops/parked/7"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.headers.ce_type").value("partner.activated.v1"))
        .andExpect(jsonPath("$.payload").value("{"));
    http.perform(get("/v1/ops/parked/8")).andExpect(status().isNotFound());
  }

  @Test
  @DisplayName("A discard says why, and is kept with who did it")
  void itDiscards() throws Exception {
    http.perform(
            post("/v1/ops/parked/7/discard")
                .principal(ANN)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isUnprocessableContent());
    http.perform(
            post("/v1/ops/parked/7/discard")
                .principal(ANN)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"why\":\"never activated\"}"))
        .andExpect(status().isOk());

    assertThat(parked.resolvedBy).isEqualTo("ann: never activated");
  }

  @Test
  @DisplayName("A replay that reaches no listener says so")
  void itReplays() throws Exception {
    http.perform(
            post("/v1/ops/parked/replay")
                .principal(ANN)
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"consumer":"ordering.partners","topic":"onboarding.partner",
                     "aggregateId":"1001"}
                    """))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.replayed").value(0))
        .andExpect(jsonPath("$.stoppedAt").value("7"))
        .andExpect(jsonPath("$.why").value(containsString("No listener")));
  }

  /** A table with one row. */
  private static final class OneParkedRecord implements ParkedRecords {

    private String resolvedBy = "";

    @Override
    public List<ParkedKey> keys(long afterHeadId, int limit) {
      return List.of(
          new ParkedKey(KEY, 1, Instant.EPOCH, 7, ParkedRecord.Reason.UNREADABLE, "no JSON"));
    }

    @Override
    public long countKeys() {
      return 1;
    }

    @Override
    public Optional<ParkedRecord> find(long id) {
      return id == 7 ? Optional.of(record()) : Optional.empty();
    }

    @Override
    public List<ParkedRecord> waiting(ParkedKey.Name key, int limit) {
      return List.of(record());
    }

    @Override
    public Optional<ParkedRecord> lock(long id) {
      return find(id);
    }

    @Override
    public Optional<Long> lockPosition(ParkedKey.Name key) {
      return Optional.of(2L);
    }

    @Override
    public void advance(ParkedKey.Name key, long sequence) {}

    @Override
    public void resolve(long id, ParkedRecord.State state, String by, String why) {
      resolvedBy = by + ": " + why;
    }

    @Override
    public void failed(long id, ParkedRecord.Reason reason, String error) {}

    @Override
    public List<ParkedKey.Name> ready(int limit) {
      return List.of();
    }

    @Override
    public boolean isReady(ParkedKey.Name key) {
      return false;
    }

    private static ParkedRecord record() {
      RecordHeaders headers = new RecordHeaders();
      headers.add("ce_type", "partner.activated.v1".getBytes(StandardCharsets.UTF_8));
      return new ParkedRecord(
          7,
          KEY,
          3L,
          "e-3",
          new ParkedRecord.Place(1, 42, 0),
          "1001",
          ParkedHeaders.toJson(headers),
          "{".getBytes(StandardCharsets.UTF_8),
          ParkedRecord.Reason.UNREADABLE,
          "no JSON",
          Instant.EPOCH,
          null);
    }
  }
}
