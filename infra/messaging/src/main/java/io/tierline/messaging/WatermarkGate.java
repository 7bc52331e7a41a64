package io.tierline.messaging;

/**
 * Whether a watermark may go out: it says that the outbox has had everything that readers must know
 * by now. A service whose changes can start later than they were committed provides a bean that
 * says so; without one the gate is always open. Asked in the background role, before each poll that
 * a watermark is to prove; while it is shut, caches fail closed (architecture.md "Prices that
 * cannot be stale").
 */
@FunctionalInterface
public interface WatermarkGate {

  boolean isOpen();
}
