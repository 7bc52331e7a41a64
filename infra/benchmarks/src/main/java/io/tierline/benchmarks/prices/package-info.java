/** How fast a storefront's cache answers. */
@NullMarked
package io.tierline.benchmarks.prices;

import org.jspecify.annotations.NullMarked;
