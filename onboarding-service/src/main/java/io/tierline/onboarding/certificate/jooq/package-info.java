/** Certificate set-ups in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.certificate.jooq;

import org.jspecify.annotations.NullMarked;
