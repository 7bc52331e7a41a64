package io.tierline.pricing.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedPosition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CountedFeedsTest {

  private static final BookKey BROKEN = new BookKey(new SellerId(1002), Audience.CUSTOMER);
  private static final BookKey OTHER = new BookKey(new SellerId(1003), Audience.CUSTOMER);

  private final CountedFeeds counted = new CountedFeeds(new SimpleMeterRegistry());

  private static FeedBatch changes(BookKey book) {
    FeedPosition position = new FeedPosition(book, "0a1b2c3d4e5f", 1, 0, 1);
    return new FeedBatch.Changes(position, position, Instant.EPOCH, List.of(), List.of());
  }

  private void fails() {
    counted.failed(BROKEN, new IllegalStateException("this one is broken"));
  }

  private static int said(CapturedOutput log) {
    return log.getAll().split("this one is broken", -1).length - 1;
  }

  @Test
  @DisplayName("a list that cannot be read is logged once, whatever others are told meanwhile")
  void aFaultThatLastsIsLoggedOnce(CapturedOutput log) {
    for (int i = 0; i < 10; i++) {
      fails();
      counted.told(changes(OTHER));
      counted.watermark();
    }
    assertThat(said(log)).isEqualTo(1);

    counted.told(changes(BROKEN));
    fails();
    assertThat(said(log)).isEqualTo(2);
  }

  @Test
  @DisplayName("a fault of a list that nobody follows any more is forgotten, and logged when new")
  void aFaultIsForgottenWithItsFollowers(CapturedOutput log) {
    fails();
    counted.followed(Set.of(BROKEN, OTHER));
    fails();
    assertThat(said(log)).isEqualTo(1);

    counted.followed(Set.of(OTHER));
    fails();
    assertThat(said(log)).isEqualTo(2);
  }
}
