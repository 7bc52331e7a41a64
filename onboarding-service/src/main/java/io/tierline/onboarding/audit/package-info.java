/** Who changed what, from where, when and why. */
@NullMarked
package io.tierline.onboarding.audit;

import org.jspecify.annotations.NullMarked;
