/** What computing one quote takes. */
@NullMarked
package io.tierline.benchmarks.quote;

import org.jspecify.annotations.NullMarked;
