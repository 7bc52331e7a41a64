package io.tierline.kit.watching;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param consumersMayBeIdle true where more instances run than a topic has partitions, so that some
 *     of them are ready without any
 */
@ConfigurationProperties("tierline.watching")
public record WatchingSettings(@DefaultValue("false") boolean consumersMayBeIdle) {}
