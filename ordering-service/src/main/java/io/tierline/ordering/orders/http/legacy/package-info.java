/** The HTTP API that clients of this trade already speak (domain.md OR-5 to OR-7). */
@NullMarked
package io.tierline.ordering.orders.http.legacy;

import org.jspecify.annotations.NullMarked;
