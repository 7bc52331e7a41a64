@NullMarked
package io.tierline.pricing.rule;

import org.jspecify.annotations.NullMarked;
