@NullMarked
package io.tierline.pricing.history.http;

import org.jspecify.annotations.NullMarked;
