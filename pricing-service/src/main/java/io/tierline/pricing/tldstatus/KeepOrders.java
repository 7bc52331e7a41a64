package io.tierline.pricing.tldstatus;

import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.ordering.DomainEvent.DomainRegistered;
import io.tierline.contracts.ordering.DomainEvent.DomainRenewed;
import io.tierline.contracts.ordering.DomainEvent.DomainTransferredAway;
import io.tierline.pricing.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps which orders of a TLD there are (domain.md PR-15). Runs inside the inbox' transaction. */
public class KeepOrders {

  private final Orders orders;
  private final Catalog catalog;

  public KeepOrders(Orders orders, Catalog catalog) {
    this.orders = orders;
    this.catalog = catalog;
  }

  public void on(DomainEvent event) {
    switch (event) {
      case DomainRegistered registered -> keep(registered);
      case DomainRenewed renewed -> keep(renewed);
      case DomainTransferredAway gone -> orders.remove(gone.orderId());
    }
  }

  private void keep(DomainEvent event) {
    orders.put(event.orderId(), event.sellerId(), tldOf(event.domainName()));
  }

  /** The longest one the catalog knows: {@code example.co.uk} is of {@code co.uk}. */
  private String tldOf(String domainName) {
    List<String> endings = new ArrayList<>();
    for (int dot = domainName.indexOf('.'); dot >= 0; dot = domainName.indexOf('.', dot + 1)) {
      endings.add(domainName.substring(dot + 1));
    }
    Map<String, ?> known = catalog.find(endings);
    return endings.stream()
        .filter(known::containsKey)
        .findFirst()
        .orElseGet(() -> endings.isEmpty() ? domainName : endings.getFirst());
  }
}
