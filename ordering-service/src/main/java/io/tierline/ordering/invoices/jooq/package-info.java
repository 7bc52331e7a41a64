@NullMarked
package io.tierline.ordering.invoices.jooq;

import org.jspecify.annotations.NullMarked;
