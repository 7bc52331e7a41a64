package io.tierline.ordering;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param topicPartitions of the topics this service declares; how often they are replicated is the
 *     broker's default
 */
@Validated
@ConfigurationProperties("tierline.ordering")
record OrderingSettings(@Min(1) @Max(64) @DefaultValue("4") int topicPartitions) {}
