package io.tierline.kit.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted.
 *
 * @param issuer must equal the claim {@code iss}
 * @param audience must be among the claim {@code aud}
 * @param jwksUri where the issuer publishes its keys; missing only where the service holds the keys
 *     itself (a {@code JWKSource} bean)
 * @param clockSkew by how much the clocks of issuer and service may differ
 * @param timeout for the connection to the issuer and for its answer
 */
@ConfigurationProperties("tierline.identity")
@Validated
public record IdentitySettings(
    @NotBlank String issuer,
    @DefaultValue("tierline") @NotBlank String audience,
    @Nullable URI jwksUri,
    @DefaultValue("5s") @NotNull Duration clockSkew,
    @DefaultValue("3s") @NotNull Duration timeout) {}
