package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Terms for tests without a database; sellers have them of the operator of their tree. */
public final class InMemoryTldTerms implements TldTerms {

  private final Map<SellerId, List<TermsVersion>> published = new HashMap<>();
  private final Map<SellerId, SellerId> operators = new HashMap<>();

  /** Puts a seller into an operator's tree. */
  public void under(SellerId operator, SellerId seller) {
    operators.put(seller, operator);
  }

  @Override
  public Map<String, TermsVersion> current(SellerId seller) {
    Map<String, TermsVersion> current = new HashMap<>();
    of(operators.getOrDefault(seller, seller)).forEach(each -> current.put(each.tld(), each));
    return current;
  }

  private List<TermsVersion> of(SellerId operator) {
    return published.getOrDefault(operator, List.of());
  }

  @Override
  public List<TermsVersion> history(SellerId operator, String tld, Window window) {
    return of(operator).stream()
        .filter(each -> each.tld().equals(tld))
        .filter(each -> each.version() < window.before().orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingInt(TermsVersion::version).reversed())
        .limit(window.limit())
        .toList();
  }

  @Override
  public boolean record(SellerId operator, TermsVersion terms) {
    boolean known =
        of(operator).stream()
            .anyMatch(each -> each.tld().equals(terms.tld()) && each.version() == terms.version());
    if (!known) {
      published.computeIfAbsent(operator, _ -> new ArrayList<>()).add(terms);
    }
    return !known;
  }
}
