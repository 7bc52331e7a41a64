@NullMarked
package io.tierline.pricing.book;

import org.jspecify.annotations.NullMarked;
