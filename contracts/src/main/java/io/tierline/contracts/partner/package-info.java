@NullMarked
package io.tierline.contracts.partner;

import org.jspecify.annotations.NullMarked;
