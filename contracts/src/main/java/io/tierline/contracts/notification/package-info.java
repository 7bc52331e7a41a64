@NullMarked
package io.tierline.contracts.notification;

import org.jspecify.annotations.NullMarked;
