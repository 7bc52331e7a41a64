/** Operators and partners: who they are and how they appear. */
@NullMarked
package io.tierline.onboarding.seller;

import org.jspecify.annotations.NullMarked;
