package io.tierline.notification.notice;

/**
 * How often it was tried to send a notice.
 *
 * @param made all attempts
 * @param unclear those after which nobody knew whether the mail was taken
 */
public record Attempts(int made, int unclear) {

  public static final Attempts NONE = new Attempts(0, 0);

  Attempts oneMore() {
    return new Attempts(made + 1, unclear);
  }

  Attempts lastWasUnclear() {
    return new Attempts(made, unclear + 1);
  }
}
