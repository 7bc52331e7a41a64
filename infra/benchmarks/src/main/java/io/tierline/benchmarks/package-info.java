/** What more than one of the programs needs. */
@NullMarked
package io.tierline.benchmarks;

import org.jspecify.annotations.NullMarked;
