@NullMarked
package io.tierline.pricing.feed;

import org.jspecify.annotations.NullMarked;
