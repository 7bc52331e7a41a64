package io.tierline.pricing.specific.jooq;

import static io.tierline.pricing.db.Tables.SPECIFIC_PRICE;
import static io.tierline.pricing.db.Tables.SPECIFIC_PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.SPECIFIC_PRICE_SHEET;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificChange;
import io.tierline.pricing.specific.SpecificPrices;
import io.tierline.pricing.specific.SpecificSheet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqSpecificPrices implements SpecificPrices {

  private final DSLContext sql;

  JooqSpecificPrices(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public SpecificSheet lock(BuyerKey buyer) {
    sql.insertInto(SPECIFIC_PRICE_SHEET)
        .set(SPECIFIC_PRICE_SHEET.SELLER_ID, buyer.seller().value())
        .set(SPECIFIC_PRICE_SHEET.AUDIENCE, buyer.audience().name())
        .set(SPECIFIC_PRICE_SHEET.BUYER_ID, buyer.buyer())
        .set(SPECIFIC_PRICE_SHEET.VERSION, 0L)
        .onConflictDoNothing()
        .execute();
    sql.selectOne().from(SPECIFIC_PRICE_SHEET).where(isSheetOf(buyer)).forUpdate().fetch();
    return sheet(buyer, LATEST);
  }

  @Override
  public List<BuyerKey> lockNext(@Nullable BuyerKey after, int limit) {
    return sql.select(
            SPECIFIC_PRICE_SHEET.SELLER_ID,
            SPECIFIC_PRICE_SHEET.AUDIENCE,
            SPECIFIC_PRICE_SHEET.BUYER_ID)
        .from(SPECIFIC_PRICE_SHEET)
        .where(SPECIFIC_PRICE_SHEET.VERSION.gt(0L))
        .and(
            after == null
                ? noCondition()
                : row(
                        SPECIFIC_PRICE_SHEET.SELLER_ID,
                        SPECIFIC_PRICE_SHEET.AUDIENCE,
                        SPECIFIC_PRICE_SHEET.BUYER_ID)
                    .gt(after.seller().value(), after.audience().name(), after.buyer()))
        .orderBy(
            SPECIFIC_PRICE_SHEET.SELLER_ID,
            SPECIFIC_PRICE_SHEET.AUDIENCE,
            SPECIFIC_PRICE_SHEET.BUYER_ID)
        .limit(limit)
        .forUpdate()
        .fetch(
            found ->
                new BuyerKey(
                    new SellerId(found.value1()),
                    Audience.valueOf(found.value2()),
                    found.value3()));
  }

  private static Condition isSheetOf(BuyerKey buyer) {
    return SPECIFIC_PRICE_SHEET
        .SELLER_ID
        .eq(buyer.seller().value())
        .and(SPECIFIC_PRICE_SHEET.AUDIENCE.eq(buyer.audience().name()))
        .and(SPECIFIC_PRICE_SHEET.BUYER_ID.eq(buyer.buyer()));
  }

  private static Condition isChangeOf(BuyerKey buyer) {
    return SPECIFIC_PRICE_CHANGE
        .SELLER_ID
        .eq(buyer.seller().value())
        .and(SPECIFIC_PRICE_CHANGE.AUDIENCE.eq(buyer.audience().name()))
        .and(SPECIFIC_PRICE_CHANGE.BUYER_ID.eq(buyer.buyer()));
  }

  private static Condition isKnownAt(Instant moment) {
    return moment.equals(LATEST) ? noCondition() : SPECIFIC_PRICE_CHANGE.RECORDED_AT.le(moment);
  }

  private static Condition pricesOfChange() {
    return SPECIFIC_PRICE
        .SELLER_ID
        .eq(SPECIFIC_PRICE_CHANGE.SELLER_ID)
        .and(SPECIFIC_PRICE.AUDIENCE.eq(SPECIFIC_PRICE_CHANGE.AUDIENCE))
        .and(SPECIFIC_PRICE.BUYER_ID.eq(SPECIFIC_PRICE_CHANGE.BUYER_ID))
        .and(SPECIFIC_PRICE.VERSION.eq(SPECIFIC_PRICE_CHANGE.VERSION));
  }

  @Override
  public void record(SpecificChange change) {
    BuyerKey buyer = change.buyer();
    int raised =
        sql.update(SPECIFIC_PRICE_SHEET)
            .set(SPECIFIC_PRICE_SHEET.VERSION, change.version())
            .where(isSheetOf(buyer))
            .and(SPECIFIC_PRICE_SHEET.VERSION.eq(change.version() - 1))
            .execute();
    if (raised != 1) {
      throw new IllegalStateException(
          "The prices of %s were not locked at version %d".formatted(buyer, change.version() - 1));
    }
    sql.insertInto(SPECIFIC_PRICE_CHANGE)
        .set(SPECIFIC_PRICE_CHANGE.SELLER_ID, buyer.seller().value())
        .set(SPECIFIC_PRICE_CHANGE.AUDIENCE, buyer.audience().name())
        .set(SPECIFIC_PRICE_CHANGE.BUYER_ID, buyer.buyer())
        .set(SPECIFIC_PRICE_CHANGE.VERSION, change.version())
        .set(SPECIFIC_PRICE_CHANGE.EFFECTIVE_FROM, change.effectiveFrom())
        .set(SPECIFIC_PRICE_CHANGE.RECORDED_AT, change.author().at())
        .set(SPECIFIC_PRICE_CHANGE.RECORDED_BY, change.author().name())
        .set(SPECIFIC_PRICE_CHANGE.REASON, change.author().reason())
        .execute();
    sql.insertInto(
            SPECIFIC_PRICE,
            SPECIFIC_PRICE.SELLER_ID,
            SPECIFIC_PRICE.AUDIENCE,
            SPECIFIC_PRICE.BUYER_ID,
            SPECIFIC_PRICE.VERSION,
            SPECIFIC_PRICE.PRODUCT,
            SPECIFIC_PRICE.ACTION,
            SPECIFIC_PRICE.PER_YEAR)
        .valuesOfRows(
            change.prices().stream()
                .map(
                    price ->
                        row(
                            buyer.seller().value(),
                            buyer.audience().name(),
                            buyer.buyer(),
                            change.version(),
                            price.product(),
                            price.action().name(),
                            perYear(price)))
                .toList())
        .execute();
  }

  private static @Nullable Long perYear(SpecificPrice price) {
    return switch (price) {
      case SpecificPrice.Fixed fixed -> fixed.perYear();
      case SpecificPrice.Removed _ -> null;
    };
  }

  @Override
  public SpecificSheet sheet(BuyerKey buyer, Instant knownAt) {
    @Nullable Long version =
        sql.select(max(SPECIFIC_PRICE_CHANGE.VERSION))
            .from(SPECIFIC_PRICE_CHANGE)
            .where(isChangeOf(buyer))
            .and(isKnownAt(knownAt))
            .fetchSingle()
            .value1();
    return version == null
        ? new SpecificSheet(0, List.of())
        : new SpecificSheet(version, of(List.of(buyer), knownAt).getOrDefault(buyer, List.of()));
  }

  @Override
  public Map<BuyerKey, List<SpecificPrice>> of(Collection<BuyerKey> buyers, Instant knownAt) {
    if (buyers.isEmpty()) {
      return Map.of();
    }
    return of(
        row(SPECIFIC_PRICE.SELLER_ID, SPECIFIC_PRICE.AUDIENCE, SPECIFIC_PRICE.BUYER_ID)
            .in(
                buyers.stream()
                    .map(
                        buyer ->
                            row(buyer.seller().value(), buyer.audience().name(), buyer.buyer()))
                    .toList()),
        knownAt);
  }

  @Override
  public Map<BuyerKey, List<SpecificPrice>> ofBook(BookKey book, Instant knownAt) {
    return of(
        SPECIFIC_PRICE
            .SELLER_ID
            .eq(book.seller().value())
            .and(SPECIFIC_PRICE.AUDIENCE.eq(book.audience().name())),
        knownAt);
  }

  private Map<BuyerKey, List<SpecificPrice>> of(Condition buyers, Instant knownAt) {
    Map<BuyerKey, List<SpecificPrice>> prices = new HashMap<>();
    sql.select(
            SPECIFIC_PRICE.SELLER_ID,
            SPECIFIC_PRICE.AUDIENCE,
            SPECIFIC_PRICE.BUYER_ID,
            SPECIFIC_PRICE.PRODUCT,
            SPECIFIC_PRICE.ACTION,
            SPECIFIC_PRICE.VERSION,
            SPECIFIC_PRICE_CHANGE.EFFECTIVE_FROM,
            SPECIFIC_PRICE.PER_YEAR)
        .from(SPECIFIC_PRICE)
        .join(SPECIFIC_PRICE_CHANGE)
        .on(pricesOfChange())
        .where(buyers)
        .and(isKnownAt(knownAt))
        .orderBy(SPECIFIC_PRICE.VERSION, SPECIFIC_PRICE.PRODUCT, SPECIFIC_PRICE.ACTION)
        .forEach(
            found ->
                prices
                    .computeIfAbsent(
                        new BuyerKey(
                            new SellerId(found.value1()),
                            Audience.valueOf(found.value2()),
                            found.value3()),
                        _ -> new ArrayList<>())
                    .add(
                        new Version(found.value6(), found.value7())
                            .price(
                                found.value4(),
                                ProductAction.valueOf(found.value5()),
                                found.value8())));
    return prices;
  }

  private record Version(long number, Instant effectiveFrom) {

    SpecificPrice price(String product, ProductAction action, @Nullable Long perYear) {
      return perYear == null
          ? new SpecificPrice.Removed(product, action, number, effectiveFrom)
          : new SpecificPrice.Fixed(product, action, number, effectiveFrom, perYear);
    }
  }

  @Override
  public List<SpecificChange> history(BuyerKey buyer, long beforeVersion, int limit) {
    return sql.select(
            SPECIFIC_PRICE_CHANGE.VERSION,
            SPECIFIC_PRICE_CHANGE.EFFECTIVE_FROM,
            SPECIFIC_PRICE_CHANGE.RECORDED_BY,
            SPECIFIC_PRICE_CHANGE.RECORDED_AT,
            SPECIFIC_PRICE_CHANGE.REASON,
            multiset(
                select(SPECIFIC_PRICE.PRODUCT, SPECIFIC_PRICE.ACTION, SPECIFIC_PRICE.PER_YEAR)
                    .from(SPECIFIC_PRICE)
                    .where(pricesOfChange())
                    .orderBy(SPECIFIC_PRICE.PRODUCT, SPECIFIC_PRICE.ACTION)))
        .from(SPECIFIC_PRICE_CHANGE)
        .where(isChangeOf(buyer))
        .and(SPECIFIC_PRICE_CHANGE.VERSION.lt(beforeVersion))
        .orderBy(SPECIFIC_PRICE_CHANGE.VERSION.desc())
        .limit(limit)
        .fetch(
            found -> {
              Version version = new Version(found.value1(), found.value2());
              return new SpecificChange(
                  buyer,
                  version.number(),
                  version.effectiveFrom(),
                  new Author(found.value3(), found.value4(), found.value5()),
                  found
                      .value6()
                      .map(
                          price ->
                              version.price(
                                  price.value1(),
                                  ProductAction.valueOf(price.value2()),
                                  price.value3())));
            });
  }
}
