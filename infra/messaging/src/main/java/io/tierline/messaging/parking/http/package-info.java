/** Parked records for the installation's staff, over HTTP. */
@NullMarked
package io.tierline.messaging.parking.http;

import org.jspecify.annotations.NullMarked;
