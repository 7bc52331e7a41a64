package io.tierline.pricing.feed;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has seen one price list. Made of versions that the database counts, so that it
 * means the same to every instance and after every restart; the book's row lock makes its versions
 * visible in their order, so that nothing can appear behind a position later. When a change goes on
 * the bus is of no concern here: a later one may go there before it. All that counts in one history
 * of the database: one that was set back gives the same numbers out again, for something else.
 *
 * @param history by which name the history goes that the versions are of
 * @param prices version of the book
 * @param statuses how many times the seller changed which TLDs it sells
 * @param catalog revision of the catalog
 */
public record FeedPosition(BookKey book, String history, long prices, long statuses, long catalog) {

  private static final Pattern TEXT =
      Pattern.compile(
          "([1-9]\\d{0,17}):(CUSTOMER|SUB_RESELLER):([0-9a-z]{1,40}):"
              + "(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

  private static final String NO_HISTORY = "";

  /** Of who knows nothing yet, and is to be told the whole list. */
  public static FeedPosition nothing(BookKey book) {
    return new FeedPosition(book, NO_HISTORY, 0, 0, 0);
  }

  /** Of whoever brings what was never given out for this price list. */
  public static FeedPosition unknown(BookKey book) {
    return new FeedPosition(book, NO_HISTORY, Long.MAX_VALUE, 0, 0);
  }

  boolean isNothing() {
    return prices == 0 && statuses == 0 && catalog == 0;
  }

  /** As clients keep it, e.g. {@code 1002:CUSTOMER:0a1b2c3d4e5f:12.3.45}. */
  public String text() {
    return "%s:%s:%s:%d.%d.%d"
        .formatted(book.seller(), book.audience(), history, prices, statuses, catalog);
  }

  /** Nothing for what was never given out for this price list. */
  public static Optional<FeedPosition> parse(BookKey book, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BookKey named =
        new BookKey(
            new SellerId(Long.parseLong(matcher.group(1))), Audience.valueOf(matcher.group(2)));
    return named.equals(book)
        ? Optional.of(
            new FeedPosition(
                book,
                matcher.group(3),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(6))))
        : Optional.empty();
  }

  /** Whether there is something at the other position, of the same history, that is not at this. */
  public boolean isBehind(FeedPosition head) {
    return history.equals(head.history)
        && (prices < head.prices || statuses < head.statuses || catalog < head.catalog);
  }
}
