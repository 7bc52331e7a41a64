/** The catalog and an operator's costs over HTTP. */
@NullMarked
package io.tierline.pricing.catalog.http;

import org.jspecify.annotations.NullMarked;
