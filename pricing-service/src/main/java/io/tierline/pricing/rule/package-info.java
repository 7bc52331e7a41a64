/** Rules that hold for all sales of a seller: taxes and the margin on premium names. */
@NullMarked
package io.tierline.pricing.rule;

import org.jspecify.annotations.NullMarked;
