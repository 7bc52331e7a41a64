package io.tierline.pricing.book;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookVersions.Versions;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

class InMemoryBookVersionsTest implements BookVersionsBehaviour {

  private final Shop shop = new Shop();
  private final Iterator<SellerId> sellers = List.of(Shop.P, Shop.S).iterator();
  private int price = 10;

  @Override
  public Map<BookKey, Versions> versions(SellerId seller, BookKey... keys) {
    return shop.compiledFrom.versions().of(List.of(keys));
  }

  @Override
  public SellerId aSeller() {
    return sellers.next();
  }

  @Override
  public void changePrices(SellerId seller) {
    shop.customersOf(seller).renewal("com", Integer.toString(++price)).saved();
  }

  @Override
  public void changeRules(SellerId seller) {
    shop.rules.put(new BookKey(seller, Audience.CUSTOMER), SellerRules.none());
  }

  @Override
  public void changeMargins(SellerId seller) {
    shop.rules.changed(new RuleKey(seller, RuleKind.MARGIN_CUSTOMER));
  }

  @Override
  public void changeStatuses(SellerId seller) {
    shop.statuses.record(
        seller,
        List.of(
            new TldStatuses.Recorded(
                "net",
                TldStatus.DO_NOT_SELL,
                shop.statuses.lock(seller) + 1,
                1,
                shop.clock.instant(),
                "client-1",
                "because")));
  }
}
