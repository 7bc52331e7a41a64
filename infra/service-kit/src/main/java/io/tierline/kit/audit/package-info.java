/** Who changed what, from where and why: an append-only trail. */
@NullMarked
package io.tierline.kit.audit;

import org.jspecify.annotations.NullMarked;
