@NullMarked
package io.tierline.ordering.orders;

import org.jspecify.annotations.NullMarked;
