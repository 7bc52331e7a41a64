package io.tierline.kit.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param rememberedFor how long a key is known; a client must not retry later than that
 * @param cleanUpInterval how often forgotten keys are deleted
 * @param answerSizeMax what one remembered answer may weigh
 */
@ConfigurationProperties("tierline.idempotency")
@Validated
public record IdempotencySettings(
    @DefaultValue("7d") @NotNull Duration rememberedFor,
    @DefaultValue("1h") @NotNull Duration cleanUpInterval,
    @DefaultValue("256KB") @NotNull DataSize answerSizeMax) {}
