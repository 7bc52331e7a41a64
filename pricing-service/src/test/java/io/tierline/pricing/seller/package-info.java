@NullMarked
package io.tierline.pricing.seller;

import org.jspecify.annotations.NullMarked;
