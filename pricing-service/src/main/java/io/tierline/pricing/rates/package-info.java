/** What one currency is worth in another, as an operator says to its tree (domain.md PR-18). */
@NullMarked
package io.tierline.pricing.rates;

import org.jspecify.annotations.NullMarked;
