/** Prices as a file that people edit in a spreadsheet. */
@NullMarked
package io.tierline.pricing.draft.csv;

import org.jspecify.annotations.NullMarked;
