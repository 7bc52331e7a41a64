package io.tierline.kit.audit;

import java.util.List;

/**
 * Append-only: every change of state, with who did it, from where, what, why and when. Written in
 * the transaction of the change, so that there is no change without its entry.
 */
public interface AuditTrail {

  /**
   * Who, from where and when are taken from the running request or, outside a request, from the
   * service itself.
   *
   * @throws IllegalStateException outside a transaction
   */
  void record(AuditEntry entry);

  /**
   * What happened to a subject, oldest first, as far as the running scope may see it.
   *
   * @param limit at most this many, the newest ones
   */
  List<RecordedEntry> of(String subject, int limit);
}
