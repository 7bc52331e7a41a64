/** Webhooks in PostgreSQL. */
@NullMarked
package io.tierline.pricing.webhook.jooq;

import org.jspecify.annotations.NullMarked;
