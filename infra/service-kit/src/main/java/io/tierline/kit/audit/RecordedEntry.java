package io.tierline.kit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry with what the trail added.
 *
 * @param actor the token's subject, or {@code service/<name>}
 * @param actorSellerId the seller in the token; null where the service acted by itself
 * @param origin the address the request came from, or {@code background}
 * @param happenedAt in business time
 */
public record RecordedEntry(
    AuditEntry entry,
    String actor,
    @Nullable String actorSellerId,
    String origin,
    Instant happenedAt) {}
