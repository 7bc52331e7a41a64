package io.tierline.kit.audit;

import io.tierline.kit.ServiceSettings;
import io.tierline.kit.tenancy.SellerScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The trail in the schema {@code service_kit}. */
final class JdbcAuditTrail implements AuditTrail {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String service;

  JdbcAuditTrail(JdbcClient jdbc, Clock clock, ServiceSettings service) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.service = "service/" + service.name();
  }

  @Override
  public void record(AuditEntry entry) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("An audit entry is recorded in its change's transaction");
    }
    jdbc.sql(
            """
            insert into service_kit.audit_trail
              (seller_id, happened_at, actor, actor_seller, origin, action, subject, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(Long.parseLong(entry.sellerId()))
        .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param(actor())
        .param(SellerScope.seller().map(Long::valueOf).orElse(null))
        .param(origin())
        .param(entry.action())
        .param(entry.subject())
        .param(entry.reason())
        .update();
  }

  private String actor() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null ? service : authentication.getName();
  }

  private static String origin() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "background";
  }

  @Override
  public List<RecordedEntry> of(String subject, int limit) {
    return jdbc.sql(
            """
            select * from (
              select * from service_kit.audit_trail where subject = ? order by id desc limit ?) newest
            order by id
            """)
        .params(subject, limit)
        .query((row, _) -> entry(row))
        .list();
  }

  private static RecordedEntry entry(ResultSet row) throws SQLException {
    @Nullable String reason = row.getString("reason");
    @Nullable String actorSeller = row.getString("actor_seller");
    return new RecordedEntry(
        new AuditEntry(
            row.getString("seller_id"), row.getString("action"), row.getString("subject"), reason),
        row.getString("actor"),
        actorSeller,
        row.getString("origin"),
        row.getObject("happened_at", OffsetDateTime.class).toInstant());
  }
}
