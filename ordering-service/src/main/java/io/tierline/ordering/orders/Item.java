package io.tierline.ordering.orders;

/** What an action buys: the domain, and privacy protection with it (domain.md OR-5, OR-8). */
public enum Item {
  DOMAIN,
  PRIVACY
}
