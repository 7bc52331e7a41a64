/** What the kit promises, tried on real servers. */
@NullMarked
package io.tierline.kit;

import org.jspecify.annotations.NullMarked;
