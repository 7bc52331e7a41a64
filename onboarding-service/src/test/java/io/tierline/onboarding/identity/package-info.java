@NullMarked
package io.tierline.onboarding.identity;

import org.jspecify.annotations.NullMarked;
