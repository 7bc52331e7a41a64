@NullMarked
package io.tierline.ordering.orders.jooq;

import org.jspecify.annotations.NullMarked;
