@NullMarked
package io.tierline.ordering.orders.schedule;

import org.jspecify.annotations.NullMarked;
