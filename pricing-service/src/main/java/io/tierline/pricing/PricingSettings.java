package io.tierline.pricing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * @param catalog what can be sold and on which terms; an operator's own file takes the place of
 *     ours
 * @param topicPartitions of the topics this service declares
 * @param publishAhead how long before its start a scheduled change goes on the bus; at least the
 *     bound of the storefronts' caches and the clocks' skew
 * @param publishPoll how often scheduled changes are looked for
 * @param compiledBooksMax price books kept compiled in this process
 */
@Validated
@ConfigurationProperties("tierline.pricing")
public record PricingSettings(
    @DefaultValue("classpath:pricing/catalog.csv") @NotNull Resource catalog,
    @DefaultValue("4") @Min(1) @Max(64) int topicPartitions,
    @DefaultValue("30m") @NotNull Duration publishAhead,
    @DefaultValue("1s") @NotNull Duration publishPoll,
    @DefaultValue("2000") @Min(1) int compiledBooksMax) {}
