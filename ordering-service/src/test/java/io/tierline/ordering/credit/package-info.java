@NullMarked
package io.tierline.ordering.credit;

import org.jspecify.annotations.NullMarked;
