/** Card calls in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.card.jooq;

import org.jspecify.annotations.NullMarked;
