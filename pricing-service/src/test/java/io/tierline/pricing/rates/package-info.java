@NullMarked
package io.tierline.pricing.rates;

import org.jspecify.annotations.NullMarked;
