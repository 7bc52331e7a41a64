@NullMarked
package io.tierline.ordering.sellers.jooq;

import org.jspecify.annotations.NullMarked;
