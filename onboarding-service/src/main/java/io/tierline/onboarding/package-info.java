/** Partners: signup, card verification, SSL set-up, holds, API keys, brand. */
@NullMarked
package io.tierline.onboarding;

import org.jspecify.annotations.NullMarked;
