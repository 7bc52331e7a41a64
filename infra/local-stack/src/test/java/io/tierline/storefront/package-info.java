/** Here both the library's inside and the pricing service's engine can be reached. */
@NullMarked
package io.tierline.storefront;

import org.jspecify.annotations.NullMarked;
