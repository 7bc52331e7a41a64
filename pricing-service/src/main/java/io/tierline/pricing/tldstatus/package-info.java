/** Which TLDs a seller sells (domain.md PR-15). */
@NullMarked
package io.tierline.pricing.tldstatus;

import org.jspecify.annotations.NullMarked;
