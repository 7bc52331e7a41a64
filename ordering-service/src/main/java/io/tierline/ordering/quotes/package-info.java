/** Prices over the whole chain of sellers; pricing knows them. */
@NullMarked
package io.tierline.ordering.quotes;

import org.jspecify.annotations.NullMarked;
