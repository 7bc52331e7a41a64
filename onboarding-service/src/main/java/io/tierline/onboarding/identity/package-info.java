/** API keys: random, shown once, stored hashed. */
@NullMarked
package io.tierline.onboarding.identity;

import org.jspecify.annotations.NullMarked;
