@NullMarked
package io.tierline.pricing.standing;

import org.jspecify.annotations.NullMarked;
