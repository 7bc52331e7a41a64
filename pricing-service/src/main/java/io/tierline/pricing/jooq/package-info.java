/** What the statements of this service have in common. */
@NullMarked
package io.tierline.pricing.jooq;

import org.jspecify.annotations.NullMarked;
