/** Premium names over HTTP. */
@NullMarked
package io.tierline.pricing.premium.http;

import org.jspecify.annotations.NullMarked;
