/** Calls to the card processor, each stored before it is made (domain.md ON-3, ON-4). */
@NullMarked
package io.tierline.onboarding.card;

import org.jspecify.annotations.NullMarked;
