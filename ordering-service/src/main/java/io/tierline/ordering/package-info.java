/** Money and what it buys: credit accounts (ledger), invoices, orders, renewals, registries. */
@NullMarked
package io.tierline.ordering;

import org.jspecify.annotations.NullMarked;
