/** How much the bus costs, measured against what it stands on. */
@NullMarked
package io.tierline.benchmarks.bus;

import org.jspecify.annotations.NullMarked;
