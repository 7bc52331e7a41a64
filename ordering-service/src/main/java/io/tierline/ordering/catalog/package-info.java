/** What the catalog says of TLDs, kept from pricing's events. */
@NullMarked
package io.tierline.ordering.catalog;

import org.jspecify.annotations.NullMarked;
