package io.tierline.ordering.world;

import static io.tierline.ordering.world.World.AGREEMENT;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.orders.AgreedPrice;
import io.tierline.ordering.orders.DomainName;
import io.tierline.ordering.orders.InvoiceOption;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.OrderProduct;
import io.tierline.ordering.orders.RenewDomain;
import io.tierline.ordering.orders.RequestKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * E9: the customer of S, a sub-reseller of P, a partner of the operator. Renewals cost 15.00, 9.00
 * and 7.50; registrations 12.00, 8.00 and 6.00.
 */
public final class Chain {

  public static final String EVERYBODY_PAYS = "100.00";

  private final World world;
  private final OrderProduct register;
  private final RenewDomain renew;

  public final SellerId operator;
  public final SellerId p;
  public final SellerId s;
  public final CustomerId customer;

  public Chain(World world, OrderProduct register, RenewDomain renew) {
    this(world, register, renew, List.of(EVERYBODY_PAYS, EVERYBODY_PAYS, EVERYBODY_PAYS));
  }

  /**
   * @param funds of the customer, of S with P, of P with the operator
   */
  public Chain(World world, OrderProduct register, RenewDomain renew, List<String> funds) {
    this.world = world;
    this.register = register;
    this.renew = renew;
    operator = world.anOperator();
    p = world.aPartnerOf(operator, funds.get(2));
    s = world.aPartnerOf(p, funds.get(1));
    customer = world.aCustomerOf(s, funds.get(0));
    prices(ProductAction.REGISTER, "12.00", "8.00", "6.00");
    prices(ProductAction.RENEW, "15.00", "9.00", "7.50");
  }

  public void prices(ProductAction action, String customers, String ofS, String ofP) {
    world.prices("com", action, customer, sellers(), List.of(customers, ofS, ofP));
  }

  public void privacyPrices(String customers, String ofS, String ofP) {
    world.prices("privacy", ProductAction.RENEW, customer, sellers(), List.of(customers, ofS, ofP));
  }

  public List<SellerId> sellers() {
    return List.of(s, p, operator);
  }

  public static DomainName aName(String hint) {
    return new DomainName(hint + "-" + UUID.randomUUID().toString().substring(0, 8) + ".com");
  }

  public OrderOutcome register(DomainName name) {
    return register(name, InvoiceOption.NO_INVOICE, UUID.randomUUID().toString());
  }

  public OrderOutcome register(DomainName name, InvoiceOption option, String key) {
    return world.ordered(
        register,
        new OrderProduct.Request(
            s,
            customer,
            name,
            1,
            option,
            AGREEMENT,
            Map.of(),
            AgreedPrice.none(),
            new RequestKeys.Key(key, "fingerprint of " + name + option)));
  }

  /** A registered domain; the customer paid nothing, S and P their registration prices. */
  public Order.Registered aDomain(String hint) {
    OrderOutcome outcome = register(aName(hint));
    if (outcome instanceof OrderOutcome.Begun(Order.Registered order, _)) {
      return order;
    }
    throw new AssertionError("Not registered: " + outcome);
  }

  public OrderOutcome renew(Order.Registered order, InvoiceOption option) {
    return renew(renewal(order, option));
  }

  public RenewDomain.Request renewal(Order.Registered order, InvoiceOption option) {
    return renewal(order.terms().id(), order.expiresAt(), option);
  }

  public RenewDomain.Request renewal(OrderId order, Instant expiresAt, InvoiceOption option) {
    return new RenewDomain.Request(
        s, order, 1, expiresAt, option, false, null, null, Map.of(), AgreedPrice.none(), null);
  }

  public OrderOutcome renew(RenewDomain.Request request) {
    return SellerScope.inBackground(() -> renew.run(request));
  }
}
