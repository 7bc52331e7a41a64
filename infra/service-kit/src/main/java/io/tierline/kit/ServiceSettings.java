package io.tierline.kit;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param name of the service, lower case; its database roles are {@code <name>_owner}, {@code
 *     <name>_app} and {@code <name>_jobs}
 */
@ConfigurationProperties("tierline.service")
@Validated
public record ServiceSettings(@NotNull @Pattern(regexp = "[a-z][a-z0-9]{0,30}") String name) {}
