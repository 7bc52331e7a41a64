/** The audit table. */
@NullMarked
package io.tierline.onboarding.audit.jooq;

import org.jspecify.annotations.NullMarked;
