package io.tierline.messaging;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param watermarkTopics topics on which the relay says up to which database time all is sent
 * @param watermarkInterval how often it says so, also when nothing happens
 * @param fencedTopics all other compacted topics: there, as on those with watermarks, a late record
 *     of a relay that was taken for dead would outlive newer ones
 */
@ConfigurationProperties("tierline.messaging")
public record MessagingProperties(
    @DefaultValue Relay relay,
    @DefaultValue Inbox inbox,
    @DefaultValue List<String> watermarkTopics,
    @DefaultValue("250ms") Duration watermarkInterval,
    @DefaultValue List<String> fencedTopics) {

  /**
   * @param enabled false where another process (another instance, Debezium) relays
   * @param batchMax rows read and sent at a time
   * @param pollInterval how long a row may wait that no in-process wake-up announced
   * @param heartbeatInterval how often a relay says that it lives and looks for parts to take over
   * @param lease a relay silent for so long is taken for dead and its session is ended
   * @param deliveryTimeout how long the broker may take to acknowledge before a key is stopped
   * @param keyRetryMax longest wait before a stopped key is tried again
   */
  public record Relay(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("2000") int batchMax,
      @DefaultValue("25ms") Duration pollInterval,
      @DefaultValue("250ms") Duration heartbeatInterval,
      @DefaultValue("3s") Duration lease,
      @DefaultValue("30s") Duration deliveryTimeout,
      @DefaultValue("5s") Duration keyRetryMax) {}

  /**
   * @param attemptsMax how often effects are tried before the key is parked
   * @param retryMax longest wait between deliveries while the database or another server is away
   * @param retention how long a message is remembered by its id; after that its place in the
   *     aggregate's order still protects against repetition
   */
  public record Inbox(
      @DefaultValue("3") int attemptsMax,
      @DefaultValue("10s") Duration retryMax,
      @DefaultValue("7d") Duration retention) {}
}
