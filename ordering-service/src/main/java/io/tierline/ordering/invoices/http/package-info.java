@NullMarked
package io.tierline.ordering.invoices.http;

import org.jspecify.annotations.NullMarked;
