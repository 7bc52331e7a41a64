package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedHeads;
import java.util.Collection;

/** How what is delivered is written. */
public interface DeliveryFormat {

  String batch(String messageId, Audience audience, FeedBatch batch);

  String heartbeat(String messageId, FeedHeads heads, Collection<Audience> audiences);
}
