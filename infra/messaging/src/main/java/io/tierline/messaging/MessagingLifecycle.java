package io.tierline.messaging;

import io.tierline.messaging.outbox.Refilling;
import io.tierline.messaging.outbox.Relay;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the relay before requests and records come, stops it after the last of them. */
final class MessagingLifecycle implements SmartLifecycle {

  /** Below the phases of web servers and listener containers. */
  private static final int PHASE = Integer.MAX_VALUE - 8192;

  private final @Nullable Relay relay;
  private final @Nullable Refilling refilling;
  private final Maintenance maintenance;
  private volatile boolean running;

  MessagingLifecycle(
      @Nullable Relay relay, @Nullable Refilling refilling, Maintenance maintenance) {
    this.relay = relay;
    this.refilling = refilling;
    this.maintenance = maintenance;
  }

  @Override
  public void start() {
    running = true;
    if (relay != null) {
      relay.start();
    }
    if (refilling != null) {
      refilling.start();
    }
    maintenance.start();
  }

  @Override
  public void stop() {
    maintenance.stop();
    if (refilling != null) {
      refilling.stop();
    }
    if (relay != null) {
      relay.stop();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
