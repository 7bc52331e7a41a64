@NullMarked
package io.tierline.ordering.customers.jooq;

import org.jspecify.annotations.NullMarked;
