package io.tierline.notification.letter;

/**
 * The neutral addresses mail is sent from: a domain that names nobody, neither operator nor partner
 * (domain.md NO-1).
 *
 * @param neutralFrom in From, with the seller's name
 * @param bounces where bounces go; each notice gets {@code local+<notice>@domain} of it
 */
public record SenderAddresses(String neutralFrom, String bounces) {

  public SenderAddresses {
    if (!Mailbox.isPlausible(neutralFrom) || !Mailbox.isPlausible(bounces)) {
      throw new IllegalArgumentException(
          "Sender addresses look like name@domain.example, not '%s' and '%s'"
              .formatted(neutralFrom, bounces));
    }
  }

  String messageId(String noticeId) {
    return noticeId + neutralFrom.substring(neutralFrom.indexOf('@'));
  }

  String returnPath(String noticeId) {
    int at = bounces.indexOf('@');
    return bounces.substring(0, at) + "+" + noticeId + bounces.substring(at);
  }
}
