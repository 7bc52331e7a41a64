package io.tierline.pricing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Streams of price lists.
 *
 * @param streamsMax of one instance
 * @param streamsOfSellerMax of one seller at one instance
 * @param pollEvery how often the database is asked whether something has changed
 * @param watermarkEvery how far apart a stream's watermarks are; with the poll, at most half a
 *     second
 * @param bufferMax what may wait for a client that reads slowly, before it is cut off
 * @param buffersMax what may wait for all clients of an instance together, and a quarter of it for
 *     those of one seller; while it does, none of their price lists is read
 * @param readsAtOnceMax price lists read at the same time
 * @param changesMax a client that missed more saves than these is sent the whole list
 */
@Validated
@ConfigurationProperties("tierline.pricing.feed")
public record FeedSettings(
    @DefaultValue("1000") @Min(1) @Max(100_000) int streamsMax,
    @DefaultValue("20") @Min(1) @Max(100_000) int streamsOfSellerMax,
    @DefaultValue("50ms") @NotNull @DurationMin(millis = 1) @DurationMax(millis = 200)
        Duration pollEvery,
    @DefaultValue("250ms") @NotNull @DurationMin(millis = 1) @DurationMax(millis = 300)
        Duration watermarkEvery,
    @DefaultValue("4MB") @NotNull DataSize bufferMax,
    @DefaultValue("128MB") @NotNull DataSize buffersMax,
    @DefaultValue("3") @Min(1) @Max(100) int readsAtOnceMax,
    @DefaultValue("500") @Min(1) @Max(10_000) int changesMax) {}
