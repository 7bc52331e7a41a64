/** Partners' prepaid credit with their parents (domain.md OR-1, OR-2). */
@NullMarked
package io.tierline.ordering.credit;

import org.jspecify.annotations.NullMarked;
