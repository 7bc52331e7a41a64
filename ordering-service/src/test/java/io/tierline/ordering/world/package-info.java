@NullMarked
package io.tierline.ordering.world;

import org.jspecify.annotations.NullMarked;
