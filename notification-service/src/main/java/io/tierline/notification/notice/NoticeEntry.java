package io.tierline.notification.notice;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notice, as it is looked up (domain.md NO-7).
 *
 * @param fate one of {@code QUEUED, SENDING, AWAITING_RETRY, SENT, FAILED, SUPPRESSED}
 * @param sendAt not before; while it is queued
 * @param closesAt until when it counts as on time
 * @param settledAt when it was sent, given up or suppressed
 * @param recipient the address it went to; null until it was first tried
 */
public record NoticeEntry(
    NoticeId noticeId,
    String kind,
    @Nullable OrderId orderId,
    @Nullable String domainName,
    @Nullable Instant expiresAt,
    @Nullable String stage,
    @Nullable SellerId partnerId,
    String fate,
    @Nullable String reason,
    @Nullable String recipient,
    int attempts,
    Instant queuedAt,
    Instant sendAt,
    Instant closesAt,
    @Nullable Instant settledAt) {}
