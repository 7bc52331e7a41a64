package io.tierline.pricing.quote;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What a purchase costs at one seller. */
public class QuotePrice {

  private final CompiledBooks books;
  private final Catalog catalog;
  private final Clock clock;

  public QuotePrice(CompiledBooks books, Catalog catalog, Clock clock) {
    this.books = books;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * @param book the seller and the buyer's audience
   * @param request its product as the buyer wrote it
   * @param at the moment asked about; null: the present
   */
  public record Question(
      BookKey book, QuoteRequest request, Standing standing, @Nullable Instant at) {}

  public sealed interface Answer {

    /**
     * @param request with the product's ASCII form
     */
    record Priced(Instant quotedAt, QuoteRequest request, QuoteResult result) implements Answer {}

    record ProductUnknown(String product) implements Answer {}
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Answer quote(Question question) {
    Optional<String> product =
        ProductNames.ascii(question.request().product()).flatMap(catalog::find).map(Product::code);
    if (product.isEmpty()) {
      return new Answer.ProductUnknown(question.request().product());
    }
    QuoteRequest request =
        new QuoteRequest(
            product.get(),
            question.request().action(),
            question.request().years(),
            question.request().name());
    Instant now = clock.instant();
    Instant at = question.at() == null ? now : question.at();
    Optional<PriceBook> book =
        at.isBefore(now)
            ? books.findAsKnownAt(question.book(), at)
            : books.find(question.book(), now);
    QuoteResult result =
        book.map(priced -> Quotes.quote(priced, request, question.standing(), at))
            .orElseGet(
                () ->
                    new PriceMissing(
                        question.book().audience(),
                        request.product(),
                        request.action(),
                        request.years(),
                        Missing.PRICE));
    return new Answer.Priced(at, request, result);
  }
}
