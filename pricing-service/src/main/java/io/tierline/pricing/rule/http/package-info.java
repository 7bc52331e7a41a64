/** A seller's rules over HTTP. */
@NullMarked
package io.tierline.pricing.rule.http;

import org.jspecify.annotations.NullMarked;
