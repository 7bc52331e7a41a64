/** Sending to receivers anywhere on the internet, without being led anywhere else. */
@NullMarked
package io.tierline.pricing.webhook.client;

import org.jspecify.annotations.NullMarked;
