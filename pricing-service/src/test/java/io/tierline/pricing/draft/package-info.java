@NullMarked
package io.tierline.pricing.draft;

import org.jspecify.annotations.NullMarked;
