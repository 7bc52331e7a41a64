package io.tierline.ordering.quotes.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How pricing is reached.
 *
 * @param url where it listens
 * @param tokenUrl where the service client gets its token; null: {@code /oauth2/token} of the
 *     issuer
 * @param connectTimeout until a connection stands
 * @param answerTimeout until an answer is there
 * @param triesMax how often one question is asked at most
 * @param failuresToOpen after how many failures in a row pricing is left alone
 * @param openFor how long it is left alone
 * @param concurrentMax how many questions at once
 */
@ConfigurationProperties("tierline.pricing")
@Validated
public record PricingSettings(
    @NotNull URI url,
    @Nullable URI tokenUrl,
    @NotBlank @DefaultValue("ordering") String clientId,
    @NotBlank String clientSecret,
    @NotNull @DefaultValue("500ms") Duration connectTimeout,
    @NotNull @DefaultValue("2s") Duration answerTimeout,
    @Min(1) @Max(5) @DefaultValue("2") int triesMax,
    @Min(1) @DefaultValue("5") int failuresToOpen,
    @NotNull @DefaultValue("5s") Duration openFor,
    @Min(1) @DefaultValue("64") int concurrentMax) {}
