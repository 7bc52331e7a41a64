package io.tierline.messaging;

/**
 * How work that no request asked for gets at the database: the relay, the inbox, replays. Services
 * with tenancy provide a bean that switches to their background role.
 */
@FunctionalInterface
public interface BackgroundWork {

  void run(Runnable work);
}
