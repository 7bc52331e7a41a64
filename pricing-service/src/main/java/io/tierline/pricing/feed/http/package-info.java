/** Price lists as they change, as server-sent events. */
@NullMarked
package io.tierline.pricing.feed.http;

import org.jspecify.annotations.NullMarked;
