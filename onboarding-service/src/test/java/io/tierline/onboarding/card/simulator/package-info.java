@NullMarked
package io.tierline.onboarding.card.simulator;

import org.jspecify.annotations.NullMarked;
