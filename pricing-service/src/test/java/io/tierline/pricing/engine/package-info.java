@NullMarked
package io.tierline.pricing.engine;

import org.jspecify.annotations.NullMarked;
