package io.tierline.notification.letter.thymeleaf;

import io.tierline.contracts.Brand;
import io.tierline.notification.letter.Letter;
import io.tierline.notification.letter.LetterWriter;
import io.tierline.notification.letter.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * One HTML and one text template for each kind, their words in {@code messages/notification*}. The
 * engine is our own and no bean, so that nothing else on the class path meets it.
 */
@Component
final class ThymeleafLetterWriter implements LetterWriter {

  private final SpringTemplateEngine engine = new SpringTemplateEngine();
  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  ThymeleafLetterWriter() {
    messages.setBasename("messages/notification");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setAlwaysUseMessageFormat(true);
    engine.setTemplateEngineMessageSource(messages);
    engine.addTemplateResolver(templates(".html", TemplateMode.HTML));
    engine.addTemplateResolver(templates(".txt", TemplateMode.TEXT));
  }

  private static ClassLoaderTemplateResolver templates(String suffix, TemplateMode mode) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(ThymeleafLetterWriter.class.getClassLoader());
    resolver.setPrefix("templates/notification/");
    resolver.setResolvablePatterns(Set.of("*" + suffix));
    resolver.setTemplateMode(mode);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    resolver.setCacheable(true);
    return resolver;
  }

  @Override
  public Words write(Letter letter) {
    Locale locale = letter.recipient().locale();
    Context context = new Context(locale);
    Brand brand = letter.brand();
    context.setVariable("brand", brand);
    context.setVariable("look", Look.of(brand));
    context.setVariable("recipient", letter.recipient());
    String subject =
        switch (letter) {
          case Letter.RenewalReminder reminder -> prepare(context, reminder);
          case Letter.SignupReceived signup -> prepare(context, signup);
          case Letter.SignupRejected rejected ->
              subject(rejected, context, "", rejected.company(), rejected.brand().name());
          case Letter.AccountActive active ->
              subject(active, context, "", active.company(), active.brand().name());
        };
    context.setVariable("subject", subject);
    context.setVariable("letter", letter);
    return new Words(
        subject,
        engine.process(letter.kind() + ".txt", context).strip() + "\n",
        engine.process(letter.kind() + ".html", context));
  }

  private String prepare(Context context, Letter.RenewalReminder reminder) {
    Recipient recipient = reminder.recipient();
    LocalDates dates = new LocalDates(recipient.locale(), recipient.zone());
    String domain = DisplayedDomain.of(reminder.domainName());
    context.setVariable("domain", domain);
    context.setVariable("expires", dates.moment(reminder.expiresAt()));
    context.setVariable("renewBy", dates.moment(reminder.lastDayToRenew()));
    context.setVariable("stage", reminder.stage());
    return subject(
        reminder, context, "." + reminder.stage(), domain, dates.day(reminder.lastDayToRenew()));
  }

  private String prepare(Context context, Letter.SignupReceived signup) {
    Recipient recipient = signup.recipient();
    LocalDates dates = new LocalDates(recipient.locale(), recipient.zone());
    context.setVariable("from", dates.day(signup.expectedActiveFrom()));
    context.setVariable("by", dates.day(signup.expectedActiveBy()));
    return subject(signup, context, "", signup.company(), signup.brand().name());
  }

  private String subject(Letter letter, Context context, String variant, Object... words) {
    return messages.getMessage(letter.kind() + ".subject" + variant, words, context.getLocale());
  }
}
