package io.tierline.pricing.book;

import io.tierline.pricing.engine.DatedPrices;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/** A version of a product's prices with who set it, when and why (domain.md PR-20). */
public record RecordedVersion(
    String product,
    DatedPrices prices,
    CurrencyUnit currency,
    long bookVersion,
    UUID changeSetId,
    PriceChange.Author author) {}
