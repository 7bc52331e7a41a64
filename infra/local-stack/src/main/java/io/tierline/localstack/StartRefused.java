package io.tierline.localstack;

/**
 * The local stack cannot start; the message is the one sentence the person at the keyboard needs.
 */
final class StartRefused extends RuntimeException {

  StartRefused(String sentence) {
    super(sentence);
  }

  StartRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
