@NullMarked
package io.tierline.pricing.webhook.client;

import org.jspecify.annotations.NullMarked;
