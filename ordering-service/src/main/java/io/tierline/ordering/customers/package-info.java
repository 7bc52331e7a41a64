/** Customers of one seller and their debit accounts. */
@NullMarked
package io.tierline.ordering.customers;

import org.jspecify.annotations.NullMarked;
