/** Drafts in PostgreSQL. */
@NullMarked
package io.tierline.pricing.draft.jooq;

import org.jspecify.annotations.NullMarked;
