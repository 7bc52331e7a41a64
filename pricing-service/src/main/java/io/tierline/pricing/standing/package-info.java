/** What partners have paid in so far, kept from ordering's events (domain.md PR-8). */
@NullMarked
package io.tierline.pricing.standing;

import org.jspecify.annotations.NullMarked;
