/** A POST that is sent twice acts once. */
@NullMarked
package io.tierline.kit.idempotency;

import org.jspecify.annotations.NullMarked;
