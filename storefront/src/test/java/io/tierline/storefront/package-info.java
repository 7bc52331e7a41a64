@NullMarked
package io.tierline.storefront;

import org.jspecify.annotations.NullMarked;
