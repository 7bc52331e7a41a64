/** Specific prices over HTTP. */
@NullMarked
package io.tierline.pricing.specific.http;

import org.jspecify.annotations.NullMarked;
