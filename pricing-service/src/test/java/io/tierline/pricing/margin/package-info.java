@NullMarked
package io.tierline.pricing.margin;

import org.jspecify.annotations.NullMarked;
