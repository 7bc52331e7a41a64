package io.tierline.notification.letter;

import java.time.ZoneId;
import java.util.Locale;

/**
 * Who is written to.
 *
 * @param locale language of the letter and, by its country, the form of dates
 */
public record Recipient(String name, String email, Locale locale, ZoneId zone) {}
