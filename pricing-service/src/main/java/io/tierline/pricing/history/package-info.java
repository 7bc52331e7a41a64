/** To which history of the database versions and positions belong. */
@NullMarked
package io.tierline.pricing.history;

import org.jspecify.annotations.NullMarked;
