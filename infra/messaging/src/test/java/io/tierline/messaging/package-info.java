@NullMarked
package io.tierline.messaging;

import org.jspecify.annotations.NullMarked;
