@NullMarked
package io.tierline.pricing.feed.http;

import org.jspecify.annotations.NullMarked;
