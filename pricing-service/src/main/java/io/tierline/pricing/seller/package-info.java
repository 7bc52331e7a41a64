/** The tree of sellers, kept from onboarding's events. */
@NullMarked
package io.tierline.pricing.seller;

import org.jspecify.annotations.NullMarked;
