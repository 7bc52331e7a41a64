package io.tierline.notification.letter;

/** Puts a letter into words. */
public interface LetterWriter {

  Words write(Letter letter);

  /** The same thing said twice: as plain text and as HTML. */
  record Words(String subject, String text, String html) {}
}
