/** The history of the database in entity tags. */
@NullMarked
package io.tierline.pricing.history.http;

import org.jspecify.annotations.NullMarked;
