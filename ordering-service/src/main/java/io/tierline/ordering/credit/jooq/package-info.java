@NullMarked
package io.tierline.ordering.credit.jooq;

import org.jspecify.annotations.NullMarked;
