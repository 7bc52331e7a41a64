@NullMarked
package io.tierline.pricing;

import org.jspecify.annotations.NullMarked;
