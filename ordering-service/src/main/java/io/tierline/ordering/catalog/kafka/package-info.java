@NullMarked
package io.tierline.ordering.catalog.kafka;

import org.jspecify.annotations.NullMarked;
