/** API keys and signing keys in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.identity.jooq;

import org.jspecify.annotations.NullMarked;
