package io.tierline.storefront.starter;

import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCacheSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param bootstrapServers addresses of the Kafka cluster, {@code host:port,…}
 * @param sellers ids of those whose prices are followed
 * @param staleBound how old a price may be; more than the interval of watermarks and the clock skew
 * @param consumer further Kafka consumer properties, e.g. {@code security.protocol}
 */
@Validated
@ConfigurationProperties("tierline.storefront")
record StorefrontProperties(
    @NotBlank(message = "names the Kafka cluster, e.g. localhost:9092") @DefaultValue("")
        String bootstrapServers,
    @NotEmpty(message = "names the sellers whose prices are followed, e.g. 1002") @DefaultValue
        List<
                @NotNull
                @Pattern(regexp = "[1-9][0-9]{0,17}", message = "is a seller id of 1 to 18 digits")
                String>
            sellers,
    @DefaultValue("2s") @NotNull @DurationMin(millis = 500) @DurationMax(minutes = 10)
        Duration staleBound,
    @DefaultValue Map<String, String> consumer) {

  PriceCacheSettings settings() {
    Set<SellerId> followed = sellers.stream().map(SellerId::of).collect(Collectors.toSet());
    return new PriceCacheSettings(
        bootstrapServers,
        followed,
        staleBound,
        Clock.systemUTC(),
        Clock.systemUTC(),
        Map.copyOf(consumer));
  }
}
