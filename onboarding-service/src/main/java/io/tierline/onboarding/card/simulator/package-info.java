/** A card processor whose answers follow from the token. */
@NullMarked
package io.tierline.onboarding.card.simulator;

import org.jspecify.annotations.NullMarked;
