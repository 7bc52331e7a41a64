package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.util.Map;

/**
 * Everything a cache serves from, replaced as a whole: prices and the claim how fresh they are
 * never come from two different moments.
 *
 * @param upToDate whether everything has been read that was on the bus at the start
 */
record PriceTable(Map<SellerId, Shelf> shelves, boolean upToDate) {}
