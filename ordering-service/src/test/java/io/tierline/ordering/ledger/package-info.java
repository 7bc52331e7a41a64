@NullMarked
package io.tierline.ordering.ledger;

import org.jspecify.annotations.NullMarked;
