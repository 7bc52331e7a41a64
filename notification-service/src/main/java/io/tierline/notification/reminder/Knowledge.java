package io.tierline.notification.reminder;

/** How fresh what is kept about domains is. */
public interface Knowledge {

  /**
   * Whether every fact about domains that is on the bus (or was a moment ago, when this was asked
   * before and answered no) has been taken in. After a standstill the facts of that time come
   * first, reminders after: otherwise a customer who renewed meanwhile would be reminded (domain.md
   * NO-3).
   */
  boolean isCurrent();
}
