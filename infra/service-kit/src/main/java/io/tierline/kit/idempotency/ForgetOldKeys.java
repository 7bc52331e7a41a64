package io.tierline.kit.idempotency;

import io.tierline.kit.tenancy.SellerScope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.TransactionException;

/**
 * Deletes keys that are older than promised, in small steps. By the database's time and not by the
 * business clock, because a client's retries happen in real time.
 */
final class ForgetOldKeys implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ForgetOldKeys.class);
  private static final int ROWS_PER_STEP = 1_000;

  private final JdbcClient jdbc;
  private final IdempotencySettings settings;
  private @Nullable SimpleAsyncTaskScheduler scheduler;

  ForgetOldKeys(JdbcClient jdbc, IdempotencySettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * @return how many were deleted
   */
  int forget() {
    return SellerScope.inBackground(() -> forgetFrom("answer") + forgetFrom("claim"));
  }

  private int forgetFrom(String table) {
    int all = 0;
    int step;
    do {
      step = forgetSome(table, settings.rememberedFor());
      all += step;
    } while (step == ROWS_PER_STEP);
    return all;
  }

  private int forgetSome(String table, Duration age) {
    return jdbc.sql(
            """
            delete from service_kit.%s where (seller_id, key) in (
              select seller_id, key from service_kit.%s
              where created_at < now() - ? * interval '1 second'
              order by created_at limit ?)
            """
                .formatted(table, table))
        .params(age.toSeconds(), ROWS_PER_STEP)
        .update();
  }

  private void forgetQuietly() {
    try {
      int forgotten = forget();
      LOG.debug("Forgot {} idempotency keys", forgotten);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Old idempotency keys were not deleted; trying again later", e);
    }
  }

  /** A context may be stopped and started again, so each start has a scheduler of its own. */
  @Override
  public synchronized void start() {
    SimpleAsyncTaskScheduler started = new SimpleAsyncTaskScheduler();
    started.setVirtualThreads(true);
    started.setThreadNamePrefix("forget-old-keys-");
    started.scheduleWithFixedDelay(
        this::forgetQuietly,
        Instant.now().plus(settings.cleanUpInterval()),
        settings.cleanUpInterval());
    scheduler = started;
  }

  @Override
  public synchronized void stop() {
    if (scheduler != null) {
      scheduler.close();
      scheduler = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }
}
