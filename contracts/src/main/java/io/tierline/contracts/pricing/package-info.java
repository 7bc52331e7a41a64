@NullMarked
package io.tierline.contracts.pricing;

import org.jspecify.annotations.NullMarked;
