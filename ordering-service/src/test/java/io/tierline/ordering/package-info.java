@NullMarked
package io.tierline.ordering;

import org.jspecify.annotations.NullMarked;
