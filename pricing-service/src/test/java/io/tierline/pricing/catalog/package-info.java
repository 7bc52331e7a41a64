@NullMarked
package io.tierline.pricing.catalog;

import org.jspecify.annotations.NullMarked;
