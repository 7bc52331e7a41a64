package io.tierline.pricing;

import io.tierline.pricing.engine.Limits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param catalog what can be sold and on which terms; an operator's own file takes the place of
 *     ours
 * @param topicPartitions of the topics this service declares
 * @param publishAhead how long before its start a scheduled change goes on the bus; at least the
 *     bound of the storefronts' caches and the clocks' skew
 * @param publishPoll how often scheduled changes are looked for
 * @param compiledBooksMax memory for price books kept compiled in this process
 * @param rateAgeMax how old an exchange rate may be to be converted with (domain.md PR-18); whole
 *     days
 * @param quoteValidFor how long a signed quote is honoured
 * @param quoteKeyAgeMax how long a key signs quotes before a new one does
 * @param draftsMax of one price book
 * @param csvRowsMax prices in one file
 * @param marginQuiet how long a seller's costs must not have changed before its margins are looked
 *     at, so that changes that come together are told together
 * @param marginWaitMax after which they are looked at all the same
 * @param marginAlertsKept how long margin alerts can be read
 */
@Validated
@ConfigurationProperties("tierline.pricing")
public record PricingSettings(
    @DefaultValue("classpath:pricing/catalog.csv") @NotNull Resource catalog,
    @DefaultValue("4") @Min(1) @Max(64) int topicPartitions,
    @DefaultValue("30m") @NotNull Duration publishAhead,
    @DefaultValue("1s") @NotNull Duration publishPoll,
    @DefaultValue("256MB") DataSize compiledBooksMax,
    @DefaultValue("7d") @NotNull @DurationMin(days = 0) @DurationMax(days = 366)
        Duration rateAgeMax,
    @DefaultValue("15m") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 31)
        Duration quoteValidFor,
    @DefaultValue("30d") @NotNull @DurationMin(hours = 1) Duration quoteKeyAgeMax,
    @DefaultValue("20") @Min(1) @Max(1000) int draftsMax,
    @DefaultValue("20000") @Min(1) @Max(Limits.CELLS_PER_CHANGE_MAX) int csvRowsMax,
    @DefaultValue("10s") @NotNull @DurationMin(seconds = 0) Duration marginQuiet,
    @DefaultValue("5m") @NotNull @DurationMin(seconds = 0) Duration marginWaitMax,
    @DefaultValue("366d") @NotNull @DurationMin(days = 1) Duration marginAlertsKept) {}
