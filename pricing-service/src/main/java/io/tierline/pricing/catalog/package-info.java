/** What can be sold, on which terms, and what registries ask for it. */
@NullMarked
package io.tierline.pricing.catalog;

import org.jspecify.annotations.NullMarked;
