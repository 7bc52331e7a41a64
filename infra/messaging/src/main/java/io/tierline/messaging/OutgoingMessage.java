package io.tierline.messaging;

import org.jspecify.annotations.Nullable;

/**
 * @param topic {@code <service>.<aggregate>}; also the aggregate's type
 * @param key the aggregate's id and the Kafka record key
 * @param sellerId the seller it belongs to, carried as a header; null where it belongs to none
 * @param body a record whose wire name is its {@link com.fasterxml.jackson.annotation.JsonTypeName}
 */
public record OutgoingMessage(String topic, String key, @Nullable String sellerId, Object body) {}
