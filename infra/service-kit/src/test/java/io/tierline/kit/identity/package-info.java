/** Tokens of the identity service, verified at the edge. */
@NullMarked
package io.tierline.kit.identity;

import org.jspecify.annotations.NullMarked;
