package io.tierline.localstack;

import io.tierline.localstack.Api.Answer;
import io.tierline.localstack.Api.Credentials;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One partner's first two years, told through the public HTTP APIs and the bus alone: signup,
 * activation, prices, a storefront that follows them, a domain sold, renewed and reminded of.
 */
final class Story implements AutoCloseable {

  /** Worked example E8 of the rules: a Friday before a week with holidays. */
  private static final Instant FRIDAY_AFTERNOON = Instant.parse("2026-12-18T15:00:00Z");

  private static final Duration PATIENCE = Patience.usually(Duration.ofSeconds(30));
  private static final Duration ONE_HOUR = Duration.ofHours(1);
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Pattern JAPANESE =
      Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Where the story plays.
   *
   * @param file what is remembered of a story that was told
   */
  record Stage(
      Addresses addresses, AdvanceableClock clock, MailSink mails, String kafka, Path file) {}

  /** A step did not go as the rules say. */
  static final class StepFailed extends RuntimeException {
    StepFailed(String step, String why, @Nullable Throwable cause) {
      super("Step %s failed: %s".formatted(step, why), cause);
    }
  }

  private final Stage stage;
  private final Addresses ports;
  private final PrintStream out;
  private final Api api;
  private @Nullable StorefrontWindow window;

  private final Credentials operator = StackSettings.OPERATOR;
  private @Nullable Seller partner;
  private @Nullable Seller reseller;
  private String orderId = "";

  /** Told apart from names of a story that was cut off. */
  private String suffix = "";

  /** A partner of the story, with the key it was shown once. */
  private record Seller(String id, String brand, Credentials key) {}

  Story(Stage stage, PrintStream out) {
    this.stage = stage;
    this.ports = stage.addresses();
    this.out = out;
    this.api = new Api(ports.tokens());
  }

  /** Whether it was told to its end at an earlier start; its storefront opens again. */
  boolean isToldAlready() {
    JsonNode memory = memory();
    if (!memory.at("/told").asBoolean(false)) {
      return false;
    }
    openStorefront(memory.at("/storefrontOf").asString(), memory.at("/storefrontName").asString());
    return true;
  }

  /**
   * @throws StepFailed naming the step
   */
  void tell() {
    begin();
    step("a", "The operator's catalog, costs and prices", this::operatorSetsItsPrices);
    step("b", "A partner signs up in Japanese for Advanced", this::partnerSignsUp);
    step(
        "c",
        "Business days pass: card cleared, certificate set up, active",
        this::partnerBecomesActive);
    step("d", "A sub-reseller signs up for Basic under that partner", this::subResellerSignsUp);
    step("e", "The partner sets prices and its storefront shows them", this::partnerSetsItsPrices);
    step(
        "f",
        "A customer registers a domain and renews it: three accounts, one transaction",
        this::customerBuys);
    step(
        "f2",
        "Too little credit at any level: nothing is charged, the order is pending",
        this::creditRunsShort);
    step("g", "30 days before expiry: a reminder in the seller's name", this::customerIsReminded);
    remember();
  }

  /** A story that was cut off is told anew, with other names beside what it left. */
  private void begin() {
    int attempt = memory().at("/attempt").asInt(0) + 1;
    suffix = attempt == 1 ? "" : "-" + attempt;
    remember(Map.of("told", false, "attempt", attempt));
  }

  private void remember() {
    remember(
        Map.of(
            "told", true,
            "storefrontOf", the(partner).id(),
            "storefrontName", the(partner).brand()));
  }

  private void remember(Map<String, Object> what) {
    try {
      Path next = stage.file().resolveSibling(stage.file().getFileName() + ".next");
      Files.writeString(next, JSON.writeValueAsString(what));
      Files.move(
          next, stage.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The story cannot be remembered in " + stage.file(), e);
    }
  }

  private JsonNode memory() {
    try {
      return Files.exists(stage.file())
          ? JSON.readTree(Files.readString(stage.file()))
          : JSON.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException("What was told cannot be read: " + stage.file(), e);
    }
  }

  // --- the steps -------------------------------------------------------------------------------

  private void operatorSetsItsPrices() {
    String pricing = Addresses.url(ports.pricing());
    List<JsonNode> tlds = allPages(operator, pricing + "/v1/tlds?limit=200");
    check(tlds.size() >= 30, "the catalog has only %d TLDs".formatted(tlds.size()));
    say(
        "%d TLDs in the catalog, with costs, tenures, privacy support and last day to renew",
        tlds.size());
    api.put(operator, pricing + "/v1/tlds/com/costs", costs("7.35"));
    api.put(operator, pricing + "/v1/tlds/io/costs", costs("34.00"));
    Answer published =
        await(
            "pricing has heard of the operator",
            () ->
                attempt(
                    409,
                    () ->
                        api.put(
                            operator,
                            pricing + "/v1/price-books/SUB_RESELLER",
                            """
                            {"currency":"USD","reason":"opening prices","slabs":[],"prices":[%s,%s,%s,%s]}
                            """
                                .formatted(
                                    cell("io", "REGISTER", 0, 1, "40.00"),
                                    cell("com", "REGISTER", 0, 1, "7.50"),
                                    cell("com", "RENEW", 0, 1, "7.50"),
                                    cell("com", "TRANSFER", 0, 1, "7.50")))));
    say(
        ".com costs the operator 7.35 USD and a partner 7.50 USD a year (version %s)",
        published.text("/version"));
    look("Catalog", pricing + "/swagger-ui.html");
  }

  private void partnerSignsUp() {
    if (stage.clock().instant().isBefore(FRIDAY_AFTERNOON)) {
      advanceTo(FRIDAY_AFTERNOON);
    }
    Answer signup =
        api.post(
            operator,
            onboarding("/v1/signups"),
            signup("ADVANCED", "株式会社花火ドメイン", "hanabi", "花火ドメイン", "500.00"));
    partner = sellerOf(signup, "花火ドメイン");
    say("花火ドメイン is seller %s, %s", the(partner).id(), signup.text("/status"));
    say(
        "card authorised for 500.00 USD; verified by %s, active between %s and %s",
        day(signup, "/expectedVerifiedBy"),
        day(signup, "/expectedActiveFrom"),
        day(signup, "/expectedActiveBy"));
    look("Signup", onboarding("/v1/signups/" + the(partner).id()));
  }

  private void partnerBecomesActive() {
    becomesActive(the(partner));
    Answer account =
        await(
            "the credit account is open",
            () -> attempt(404, () -> api.get(the(partner).key(), ordering("/v1/account"))));
    check(
        amount(account, "/balance").equals("380.00"),
        "the credit is %s, not 380.00".formatted(account.body()));
    check(
        amount(account, "/totalReceipts").equals("500.00"),
        "Total Receipts are %s, not 500.00".formatted(account.body()));
    say("paid 500.00, security fee 120.00, credit 380.00 USD; Total Receipts 500.00 USD");
    look("Account", ordering("/v1/account"));
  }

  private void subResellerSignsUp() {
    Answer signup =
        api.post(
            the(partner).key(),
            onboarding("/v1/signups"),
            signup("BASIC", "合同会社星空ホスティング", "hoshizora", "星空ホスティング", "100.00"));
    reseller = sellerOf(signup, "星空ホスティング");
    say(
        "星空ホスティング is seller %s under %s, %s",
        the(reseller).id(), the(partner).id(), signup.text("/status"));
    becomesActive(the(reseller));
    Answer account =
        await(
            "the credit account is open",
            () -> attempt(404, () -> api.get(the(reseller).key(), ordering("/v1/account"))));
    check(
        amount(account, "/balance").equals("100.00"),
        "the credit is %s, not 100.00".formatted(account.body()));
    say("paid 100.00, credit 100.00 USD with 花火ドメイン");
  }

  private void partnerSetsItsPrices() {
    StorefrontWindow shop = openStorefront(the(partner).id(), the(partner).brand());
    String books = Addresses.url(ports.pricing()) + "/v1/price-books/";
    await(
        "pricing has heard of the partner",
        () ->
            attempt(
                409,
                () ->
                    api.put(
                        the(partner).key(),
                        books + "SUB_RESELLER",
                        """
                        {"currency":"USD","reason":"slabs","slabs":[
                          {"number":1,"receiptsAtLeast":{"amount":"100.00","currency":"USD"}},
                          {"number":2,"receiptsAtLeast":{"amount":"5000.00","currency":"USD"}}],
                         "prices":[%s,%s,%s,%s,%s,%s]}
                        """
                            .formatted(
                                cell("io", "REGISTER", 0, 1, "8.00"),
                                cell("com", "REGISTER", 0, 1, "10.00"),
                                cell("com", "REGISTER", 1, 1, "9.00"),
                                cell("com", "RENEW", 0, 1, "10.00"),
                                cell("com", "RENEW", 1, 1, "9.00"),
                                cell("com", "RENEW", 2, 1, "8.00")))));
    api.put(the(partner).key(), books + "CUSTOMER", telescopic("12.00", "11.00"));
    await(
        "the storefront shows the first prices",
        () -> shop.perYear("com", 2).filter("11.00"::equals));
    say(
        "telescopic: 1 year 12.00, 2 years 2 × 11.00 = 22.00 USD; slabs at Total Receipts 100 and 5000 USD");
    String etag = api.get(the(partner).key(), books + "CUSTOMER").etag();
    Instant asked = Instant.now();
    api.put(the(partner).key(), books + "CUSTOMER", etag, telescopic("12.00", "10.50"));
    await(
        "the storefront shows the new price", () -> shop.perYear("com", 2).filter("10.50"::equals));
    Instant shown =
        await(
            "the storefront tells of the change",
            () -> Optional.of(shop.lastChange()).filter(change -> change.isAfter(asked)));
    Instant written =
        await(
            "the change is on the bus",
            () -> PriceChanges.lastWritten(stage.kafka(), the(partner).id()));
    say(
        "changed to 10.50: commit to shown %d ms, request to shown %d ms",
        Duration.between(written, shown).toMillis(), Duration.between(asked, shown).toMillis());
    look("Storefront", Addresses.url(ports.storefront()));
  }

  private void customerBuys() {
    String books = Addresses.url(ports.pricing()) + "/v1/price-books/CUSTOMER";
    await(
        "pricing has heard of the sub-reseller",
        () ->
            attempt(
                409,
                () ->
                    api.put(
                        the(reseller).key(),
                        books,
                        """
                        {"currency":"USD","prices":[%s,%s,%s]}
                        """
                            .formatted(
                                cell("io", "REGISTER", 0, 1, "50.00"),
                                cell("com", "REGISTER", 0, 1, "15.00"),
                                cell("com", "RENEW", 0, 1, "15.00")))));
    Answer customer =
        api.post(
            the(reseller).key(),
            ordering("/v1/customers"),
            """
            {"name":"山田 花子","email":"hanako%s@customer.example","language":"ja","country":"JP","timeZone":"Asia/Tokyo"}
            """
                .formatted(suffix));
    String customerId = customer.text("/customerId");
    api.post(
        the(reseller).key(),
        ordering("/v1/customers/%s/receipts".formatted(customerId)),
        """
        {"amount":{"amount":"40.00","currency":"USD"},"reference":"first funds"}
        """);
    Answer order = register(customerId, domain(), 1, "KeepInvoice");
    orderId = order.text("/orderId");
    await(
        "the domain is registered",
        () -> Optional.of(order(orderId)).filter(o -> o.text("/state").equals("REGISTERED")));
    say(
        "%s registered as order %s, expires %s",
        domain(), orderId, day(order(orderId), "/expiresAt"));

    Balances before = balances(customerId);
    Map<String, String> call = new LinkedHashMap<>();
    call.put("auth-userid", the(reseller).id());
    call.put("api-key", the(reseller).key().secret());
    call.put("order-id", orderId);
    call.put("years", "1");
    call.put("exp-date", Long.toString(expiry(orderId).getEpochSecond()));
    call.put("invoice-option", "PayInvoice");
    call.put("auto-renew", "false");
    Answer renewed = legacyCall("/api/domains/renew.json", call);
    check(renewed.text("/actionstatus").equals("Success"), "renew.json answered " + renewed.body());
    Balances after = balances(customerId);
    say(
        "renew.json: %s, sellingamount %s %s",
        renewed.text("/actionstatusdesc"),
        renewed.text("/sellingamount"),
        renewed.text("/sellingcurrencysymbol"));
    say("customer at 星空     %s", change(before.customer(), after.customer(), "-15.00"));
    say("星空 at 花火         %s", change(before.reseller(), after.reseller(), "-9.00"));
    say("花火 at the operator %s", change(before.partner(), after.partner(), "-7.50"));
    Answer again = legacyCall("/api/domains/renew.json", call);
    check(
        again.status() == 500 && again.text("/message").equals("Domain already renewed."),
        "the second identical call was answered with " + again.body());
    say(
        "the same call again: %s \"%s\", nothing charged",
        again.text("/status"), again.text("/message"));
    look("Order", ordering("/v1/orders/" + orderId));
  }

  /** Each order is more than one of the three can pay, and not more than the other two can. */
  private void creditRunsShort() {
    String customerId = order(orderId).text("/customerId");
    Balances has = balances(customerId);
    staysPending(
        "the customer has %s and owes 30.00".formatted(has.customer()),
        customerId,
        () -> register(customerId, "fuji-lodge" + suffix + ".com", 2, "PayInvoice"));
    staysPending(
        "星空 has %s with 花火 and owes 90.00".formatted(has.reseller()),
        customerId,
        () -> register(customerId, "biwa-lodge" + suffix + ".com", 10, "KeepInvoice"));
    staysPending(
        "花火 has %s with the operator and owes 400.00".formatted(has.partner()),
        customerId,
        () -> register(customerId, "aso-lodge" + suffix + ".io", 10, "KeepInvoice"));
  }

  private void staysPending(String why, String customerId, Supplier<Answer> registration) {
    Balances before = balances(customerId);
    String pending = registration.get().text("/orderId");
    Answer order = order(pending);
    check(order.text("/action/state").equals("AWAITING_FUNDS"), "the order is " + order.body());
    check(before.equals(balances(customerId)), "balances moved");
    say("%s: order %s is %s, no balance moved", why, pending, order.text("/action/state"));
  }

  private void customerIsReminded() {
    Instant expiry = expiry(orderId);
    Instant morning = expiry.atZone(TOKYO).minusDays(30).withHour(10).withMinute(0).toInstant();
    advanceTo(morning);
    say("business time is %s, the domain expires %s", morning, day(order(orderId), "/expiresAt"));
    MailSink.Mail mail =
        await(
            "a reminder is in the mail sink",
            () ->
                stage.mails().list().stream()
                    .filter(m -> m.to().contains("hanako" + suffix + "@customer.example"))
                    .findFirst());
    String raw = mail.readable();
    check(mail.from().contains("星空ホスティング"), "the mail is from " + mail.from());
    check(raw.contains(domain()), "the mail does not name the domain");
    check(JAPANESE.matcher(mail.subject()).find(), "the subject is " + mail.subject());
    List<String> sellersAbove = new ArrayList<>(StackSettings.OPERATOR_NAMES);
    sellersAbove.addAll(List.of(the(partner).brand(), "hanabi"));
    for (String name : sellersAbove) {
      check(
          !raw.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)),
          "the mail names a seller above: " + name);
    }
    say("From %s: 「%s」", mail.from(), mail.subject());
    say("Reply-To %s; neither the operator nor 花火 is named in it", mail.replyTo());
    look("Mail", Addresses.url(ports.base()) + "/mails/" + mail.number());
  }

  // --- what the steps are made of ----------------------------------------------------------------

  private StorefrontWindow openStorefront(String sellerId, String name) {
    StorefrontWindow opened = StorefrontWindow.open(stage, sellerId, name);
    window = opened;
    return opened;
  }

  /** Puts the clock to the promised days and lets the holds resolve by themselves. */
  private void becomesActive(Seller seller) {
    // An hour before the promise runs out, so that no hold is overdue.
    advanceTo(signupOf(seller).instant("/expectedVerifiedBy").minus(ONE_HOUR));
    Answer verified =
        await(
            "the card is cleared and captured",
            () ->
                Optional.of(signupOf(seller))
                    .filter(
                        s ->
                            List.of("AWAITING_CERTIFICATE", "ACTIVE").contains(s.text("/status"))));
    if (!verified.text("/status").equals("ACTIVE")) {
      say(
          "%s: card cleared, certificate ordered, active between %s and %s",
          now(), day(verified, "/expectedActiveFrom"), day(verified, "/expectedActiveBy"));
      advanceTo(verified.instant("/expectedActiveFrom").plus(ONE_HOUR));
    }
    Answer active =
        await(
            "the account is active",
            () -> Optional.of(signupOf(seller)).filter(s -> s.text("/status").equals("ACTIVE")));
    for (JsonNode entry : active.at("/history")) {
      say("%s  %s", day(entry.at("/at").asString()), entry.at("/what").asString());
    }
    api.forgetToken(seller.key());
  }

  /** As a person would: over HTTP. */
  private void advanceTo(Instant moment) {
    Answer answer =
        api.form(Addresses.url(ports.base()) + "/clock", Map.of("to", moment.toString()));
    check(answer.status() == 200, "the clock was not put to " + moment);
  }

  private Answer signupOf(Seller seller) {
    return api.get(seller.key(), onboarding("/v1/signups/" + seller.id()));
  }

  private Answer register(String customerId, String domain, int years, String invoiceOption) {
    return api.post(
        the(reseller).key(),
        ordering("/v1/orders"),
        """
        {"customerId":"%s","domainName":"%s","years":%d,"invoiceOption":"%s","agreementVersion":"%s"}
        """
            .formatted(customerId, domain, years, invoiceOption, StackSettings.AGREEMENT_VERSION));
  }

  private Answer order(String id) {
    return api.get(the(reseller).key(), ordering("/v1/orders/" + id));
  }

  private Instant expiry(String id) {
    return order(id).instant("/expiresAt");
  }

  private Answer legacyCall(String path, Map<String, String> parameters) {
    return await(
        "ordering knows the API key",
        () -> {
          Answer answer = api.form(ordering(path), parameters);
          boolean unknownYet =
              answer.status() == 500
                  && answer.text("/message").toLowerCase(Locale.ROOT).contains("auth");
          return unknownYet ? Optional.empty() : Optional.of(answer);
        });
  }

  private String domain() {
    return "sakura-teahouse" + suffix + ".com";
  }

  private String now() {
    return day(stage.clock().instant().toString());
  }

  private record Balances(String customer, String reseller, String partner) {}

  private Balances balances(String customerId) {
    return new Balances(
        amount(
            api.get(
                the(reseller).key(),
                ordering("/v1/customers/" + customerId + "/account?currency=USD")),
            "/balance"),
        amount(api.get(the(reseller).key(), ordering("/v1/account")), "/balance"),
        amount(api.get(the(partner).key(), ordering("/v1/account")), "/balance"));
  }

  private static String change(String before, String after, String expected) {
    String difference = new BigDecimal(after).subtract(new BigDecimal(before)).toPlainString();
    check(difference.equals(expected), "%s → %s is not %s".formatted(before, after, expected));
    return "%8s → %8s  (%s)".formatted(before, after, difference);
  }

  private static String amount(Answer answer, String pointer) {
    return answer.text(pointer + "/amount");
  }

  private static Seller sellerOf(Answer signup, String brand) {
    return new Seller(
        signup.text("/sellerId"),
        brand,
        new Credentials(signup.text("/apiKey/id"), signup.text("/apiKey/secret")));
  }

  private String signup(String plan, String company, String host, String brand, String paid) {
    return """
        {"plan":"%1$s","company":"%2$s","contact":{"name":"担当 一郎","email":"info@%3$s.example"},
         "country":"JP","language":"ja","currency":"USD",
         "brand":{"name":"%4$s","supportEmail":"support@%3$s.example","supportPhone":"+81 3 0000 0000",
                  "logoUrl":"https://%3$s.example/logo.png","primaryColor":"#b3202c","replyTo":"support@%3$s.example"},
         "termsVersion":"%6$s","storefrontHost":"shop.%3$s.example",
         "payment":{"method":"CARD","amount":{"amount":"%5$s","currency":"USD"},"cardToken":"tok_clear_%3$s"}}
        """
        .formatted(plan, company, host + suffix, brand, paid, StackSettings.TERMS_VERSION);
  }

  private static String costs(String perYear) {
    String cost =
        "{\"action\":\"%s\",\"perYear\":{\"amount\":\"" + perYear + "\",\"currency\":\"USD\"}}";
    return "{\"costs\":[%s,%s,%s,%s]}"
        .formatted(
            cost.formatted("REGISTER"),
            cost.formatted("RENEW"),
            cost.formatted("TRANSFER"),
            cost.formatted("RESTORE"));
  }

  private static String telescopic(String oneYear, String twoYears) {
    return "{\"currency\":\"USD\",\"prices\":[%s,%s,%s]}"
        .formatted(
            cell("com", "REGISTER", 0, 1, oneYear),
            cell("com", "REGISTER", 0, 2, twoYears),
            cell("com", "RENEW", 0, 1, oneYear));
  }

  private static String cell(String product, String action, int slab, int years, String perYear) {
    return """
        {"product":"%s","action":"%s","slab":%d,"years":%d,"perYear":{"amount":"%s","currency":"USD"}}\
        """
        .formatted(product, action, slab, years, perYear);
  }

  private List<JsonNode> allPages(Credentials who, String url) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      Answer page = api.get(who, next.isEmpty() ? url : url + "&after=" + next);
      page.at("/items").forEach(items::add);
      next = page.at("/next").asString("");
    } while (!next.isEmpty());
    return items;
  }

  private String onboarding(String path) {
    return Addresses.url(ports.onboarding()) + path;
  }

  private String ordering(String path) {
    return Addresses.url(ports.ordering()) + path;
  }

  // --- telling
  // -------------------------------------------------------------------------------------

  private void step(String name, String title, Runnable doing) {
    Instant begun = Instant.now();
    out.printf("%s. %s%n", name, title);
    try {
      doing.run();
    } catch (StepFailed e) {
      throw new StepFailed(name + " (" + title + ")", String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new StepFailed(name + " (" + title + ")", String.valueOf(e.getMessage()), e);
    }
    out.printf("   took %d ms%n", Duration.between(begun, Instant.now()).toMillis());
  }

  private void say(String format, Object... values) {
    out.println("   " + format.formatted(values));
  }

  private void look(String what, String url) {
    out.println("   " + what + ": " + url);
  }

  private static String day(Answer answer, String pointer) {
    return day(answer.text(pointer));
  }

  private static String day(String instant) {
    return DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH)
        .format(Instant.parse(instant).atZone(ZoneOffset.UTC));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static <T> T the(@Nullable T told) {
    if (told == null) {
      throw new IllegalStateException("An earlier step has not been told");
    }
    return told;
  }

  /** Empty when it is refused with this status: what it needs is still on its way over the bus. */
  private static Optional<Answer> attempt(int statusOfNotYet, Supplier<Answer> call) {
    try {
      return Optional.of(call.get());
    } catch (Api.Refused e) {
      if (e.status() == statusOfNotYet) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T await(String what, Supplier<Optional<T>> condition) {
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<T> found = condition.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException(
            "waited %d s in vain until %s".formatted(PATIENCE.toSeconds(), what));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    if (window != null) {
      window.close();
    }
  }
}
