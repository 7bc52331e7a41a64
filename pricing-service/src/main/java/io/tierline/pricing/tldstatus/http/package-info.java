/** TLD statuses over HTTP. */
@NullMarked
package io.tierline.pricing.tldstatus.http;

import org.jspecify.annotations.NullMarked;
