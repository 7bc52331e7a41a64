@NullMarked
package io.tierline.ordering.customers.http;

import org.jspecify.annotations.NullMarked;
