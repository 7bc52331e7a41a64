@NullMarked
package io.tierline.ordering.credit.kafka;

import org.jspecify.annotations.NullMarked;
