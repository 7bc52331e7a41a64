@NullMarked
package io.tierline.ordering.orders.http;

import org.jspecify.annotations.NullMarked;
