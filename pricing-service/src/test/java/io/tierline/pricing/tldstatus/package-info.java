@NullMarked
package io.tierline.pricing.tldstatus;

import org.jspecify.annotations.NullMarked;
