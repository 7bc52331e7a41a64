@NullMarked
package io.tierline.ordering.sellers.kafka;

import org.jspecify.annotations.NullMarked;
