package io.tierline.ordering.ledger;

/** A posting or a hold. */
public record PostingId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
