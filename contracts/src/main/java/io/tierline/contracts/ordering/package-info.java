@NullMarked
package io.tierline.contracts.ordering;

import org.jspecify.annotations.NullMarked;
