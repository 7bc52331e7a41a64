@NullMarked
package io.tierline.contracts;

import org.jspecify.annotations.NullMarked;
