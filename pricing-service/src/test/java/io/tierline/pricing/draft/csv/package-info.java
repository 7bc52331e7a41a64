@NullMarked
package io.tierline.pricing.draft.csv;

import org.jspecify.annotations.NullMarked;
