package io.tierline.notification.notice;

/** What came of handing a mail to the mail server. */
public sealed interface Handover {

  /** The server has answered that it took the mail. */
  record Accepted() implements Handover {}

  /** It certainly did not take it, but may later. */
  record Deferred(String problem) implements Handover {}

  /** This address will never take mail. */
  record Refused(String problem) implements Handover {}

  /** The mail was on its way when the line was cut: it may have been taken, or not. */
  record Unclear(String problem) implements Handover {}
}
