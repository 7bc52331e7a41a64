/** Standings over HTTP. */
@NullMarked
package io.tierline.pricing.standing.http;

import org.jspecify.annotations.NullMarked;
