@NullMarked
package io.tierline.messaging.parking.http;

import org.jspecify.annotations.NullMarked;
