package io.tierline.onboarding.audit;

import io.tierline.contracts.SellerId;
import java.util.List;

/** Append-only; written in the transaction of the change itself. */
public interface AuditTrail {

  /** Entries of one subject that are ever shown at once. */
  int ENTRIES_MAX = 200;

  void add(AuditEntry entry);

  /** The oldest {@value #ENTRIES_MAX} entries, oldest first. */
  List<AuditEntry> of(SellerId seller, String subject);
}
