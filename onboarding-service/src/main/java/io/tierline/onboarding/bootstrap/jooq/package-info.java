/** Locks in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.bootstrap.jooq;

import org.jspecify.annotations.NullMarked;
