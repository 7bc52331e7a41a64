package io.tierline.kit.audit;

import org.jspecify.annotations.Nullable;

/**
 * @param sellerId to whom the subject belongs
 * @param action what was done, as a past participle with its aggregate: {@code signup.cleared}
 * @param subject to what, as {@code <aggregate>/<id>}
 * @param reason why, as the one who did it put it; null where nobody has to give one
 */
public record AuditEntry(String sellerId, String action, String subject, @Nullable String reason) {}
