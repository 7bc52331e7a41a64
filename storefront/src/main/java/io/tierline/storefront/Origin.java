package io.tierline.storefront;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a record's headers say of where it comes from.
 *
 * @param sequence the relay's number of the record within its key; 0 when it carried none
 * @param writtenAt the pricing database's time just before the commit; null when it carried none
 */
record Origin(long sequence, @Nullable Instant writtenAt) {

  static final Origin UNKNOWN = new Origin(0, null);
}
