/** What the HTTP edges of several features share. */
@NullMarked
package io.tierline.pricing.http;

import org.jspecify.annotations.NullMarked;
