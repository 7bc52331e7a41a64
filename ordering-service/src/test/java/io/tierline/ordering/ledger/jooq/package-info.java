@NullMarked
package io.tierline.ordering.ledger.jooq;

import org.jspecify.annotations.NullMarked;
