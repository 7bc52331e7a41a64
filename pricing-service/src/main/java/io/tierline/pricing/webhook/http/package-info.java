/** Webhooks over HTTP, and what is sent to them. */
@NullMarked
package io.tierline.pricing.webhook.http;

import org.jspecify.annotations.NullMarked;
