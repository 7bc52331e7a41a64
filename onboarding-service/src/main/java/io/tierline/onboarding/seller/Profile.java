package io.tierline.onboarding.seller;

import io.tierline.contracts.Brand;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a seller says of itself.
 *
 * @param country ISO 3166-1 alpha-2; an operator may leave it out
 * @param language {@code en} or {@code ja}
 * @param currency its selling currency (domain.md PR-18)
 */
public record Profile(
    String company,
    Contact contact,
    @Nullable String country,
    String language,
    CurrencyUnit currency,
    Brand brand) {}
