@NullMarked
package io.tierline.pricing.cost;

import org.jspecify.annotations.NullMarked;
