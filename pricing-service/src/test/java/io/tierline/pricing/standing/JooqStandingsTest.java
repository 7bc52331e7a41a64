package io.tierline.pricing.standing;

import static io.tierline.pricing.db.Tables.STANDING;
import static io.tierline.pricing.db.Tables.STANDING_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqStandingsTest extends OnRealServers implements StandingsBehaviour {

  @Autowired private Standings standings;
  @Autowired private DSLContext sql;

  @Override
  public Standings standings() {
    return standings;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Test
  @DisplayName("PR-1 PR-8 the database shows a standing to the partner and its parent only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId parent = freshSeller();
    SellerId partner = freshSeller();
    inBackground(
        () -> {
          standings.put(new PartnerStanding(partner, parent, Money.parse("USD 1.00"), 0, NOW));
          return partner;
        });

    assertThat(asSeller(partner, () -> sql.fetchCount(STANDING))).isEqualTo(1);
    assertThat(asSeller(parent, () -> sql.fetchCount(STANDING))).isEqualTo(1);
    assertThat(asSeller(freshSeller(), () -> sql.fetchCount(STANDING))).isZero();
    assertThatThrownBy(() -> asSeller(partner, () -> sql.fetchCount(STANDING_CHANGE)))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  @DisplayName("PR-12 what a standing was is changed by nobody")
  void whatAStandingWasStays() {
    SellerId partner = freshSeller();
    inBackground(
        () -> {
          standings.record(new StandingChange(partner, freshSeller(), null, 0, 1, NOW));
          return partner;
        });

    assertThatThrownBy(() -> inBackground(() -> sql.deleteFrom(STANDING_CHANGE).execute()))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(
            () ->
                inBackground(
                    () ->
                        sql.update(STANDING_CHANGE)
                            .set(STANDING_CHANGE.SLAB_AFTER, (short) 2)
                            .execute()))
        .hasStackTraceContaining("permission denied");
  }
}
