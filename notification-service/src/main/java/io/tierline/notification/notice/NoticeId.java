package io.tierline.notification.notice;

import java.util.UUID;

/** Names one notice, everywhere: in our rows, in its Message-ID and in its return path. */
public record NoticeId(UUID value) {

  public static NoticeId of(String text) {
    return new NoticeId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
