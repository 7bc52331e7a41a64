/** Where domains are registered in the end. */
@NullMarked
package io.tierline.ordering.registry;

import org.jspecify.annotations.NullMarked;
