/** Drafts over HTTP. */
@NullMarked
package io.tierline.pricing.draft.http;

import org.jspecify.annotations.NullMarked;
