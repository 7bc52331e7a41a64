/** Health, readiness and traces. */
@NullMarked
package io.tierline.kit.watching;

import org.jspecify.annotations.NullMarked;
