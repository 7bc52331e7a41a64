@NullMarked
package io.tierline.ordering.quotes.client;

import org.jspecify.annotations.NullMarked;
