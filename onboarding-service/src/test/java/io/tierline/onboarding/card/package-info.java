@NullMarked
package io.tierline.onboarding.card;

import org.jspecify.annotations.NullMarked;
