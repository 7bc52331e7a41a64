@NullMarked
package io.tierline.pricing.history;

import org.jspecify.annotations.NullMarked;
