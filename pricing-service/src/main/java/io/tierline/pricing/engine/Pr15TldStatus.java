package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** domain.md PR-15: what each status lets buyers do, and what a change of statuses must keep to. */
public final class Pr15TldStatus {

  private Pr15TldStatus() {}

  static boolean allows(TldStatus status, ProductAction action) {
    return switch (status) {
      case SELL -> true;
      case NO_NEW_ORDERS ->
          switch (action) {
            case RENEW, RESTORE -> true;
            case REGISTER, TRANSFER -> false;
          };
      case DO_NOT_SELL -> false;
    };
  }

  /**
   * What a seller wants the status of one TLD to be.
   *
   * @param path where it stands in what the seller sent, e.g. {@code tlds[0]}
   * @param tld in ASCII form
   * @param agreedTermsVersion the version of the TLD's terms the seller agrees to; 0 when it does
   *     not
   */
  public record Wanted(String path, String tld, TldStatus status, int agreedTermsVersion) {}

  /**
   * What is known of a TLD before the change.
   *
   * @param orders the seller and all below it have of this TLD
   * @param termsVersion the one that is current, 1 or more
   */
  public record Known(TldStatus status, long orders, int termsVersion) {}

  /**
   * @param tlds all that the catalog knows
   */
  public static void check(
      List<Wanted> wanted, Map<String, Known> tlds, Consumer<PriceRefusal> refusals) {
    Map<String, String> paths = new HashMap<>();
    Map<String, TldStatus> after = new HashMap<>();
    tlds.forEach((tld, known) -> after.put(tld, known.status()));
    for (Wanted each : wanted) {
      Known known = tlds.get(each.tld());
      if (known == null) {
        refusals.accept(PriceRefusal.unknownProduct(each.path() + ".tld", each.tld()));
        continue;
      }
      String first = paths.putIfAbsent(each.tld(), each.path());
      if (first != null) {
        refusals.accept(PriceRefusal.duplicateTld(each.path(), first));
        continue;
      }
      if (each.agreedTermsVersion() != known.termsVersion()) {
        refusals.accept(
            PriceRefusal.termsNotAgreed(
                each.path() + ".agreedTermsVersion",
                each.tld(),
                each.agreedTermsVersion(),
                known.termsVersion()));
      }
      if (each.status() == TldStatus.DO_NOT_SELL && known.orders() > 0) {
        refusals.accept(
            PriceRefusal.ordersExist(each.path() + ".status", each.tld(), known.orders()));
      }
      after.put(each.tld(), each.status());
    }
    if (!after.containsValue(TldStatus.SELL)) {
      refusals.accept(PriceRefusal.allTldsUnsold("tlds"));
    }
  }
}
