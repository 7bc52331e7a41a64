/**
 * Rules that hold for all sales of a seller: taxes, the margin on premium names, margins to keep.
 */
@NullMarked
package io.tierline.pricing.rule;

import org.jspecify.annotations.NullMarked;
