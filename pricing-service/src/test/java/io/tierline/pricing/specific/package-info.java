@NullMarked
package io.tierline.pricing.specific;

import org.jspecify.annotations.NullMarked;
