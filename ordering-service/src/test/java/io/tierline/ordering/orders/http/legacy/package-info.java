@NullMarked
package io.tierline.ordering.orders.http.legacy;

import org.jspecify.annotations.NullMarked;
