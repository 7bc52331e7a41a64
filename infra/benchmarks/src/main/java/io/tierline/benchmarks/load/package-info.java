/** What the pricing service bears as a process of its own, measured from outside. */
@NullMarked
package io.tierline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
