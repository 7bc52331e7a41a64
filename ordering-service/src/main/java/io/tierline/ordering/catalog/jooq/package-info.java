@NullMarked
package io.tierline.ordering.catalog.jooq;

import org.jspecify.annotations.NullMarked;
