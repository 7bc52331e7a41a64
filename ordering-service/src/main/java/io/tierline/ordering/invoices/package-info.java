/** What a seller asks of a buyer (domain.md OR-4, OR-6, PR-14). */
@NullMarked
package io.tierline.ordering.invoices;

import org.jspecify.annotations.NullMarked;
