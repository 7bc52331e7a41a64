package io.tierline.ordering.orders;

/** One registration or renewal of an order; {@code eaqid} of the legacy API. */
public record ActionId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
