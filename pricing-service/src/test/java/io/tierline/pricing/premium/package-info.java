@NullMarked
package io.tierline.pricing.premium;

import org.jspecify.annotations.NullMarked;
