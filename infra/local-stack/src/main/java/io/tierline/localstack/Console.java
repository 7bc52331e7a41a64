package io.tierline.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;

/** The local stack's own page: where everything is, the clock, the mails that were sent. */
final class Console implements AutoCloseable {

  private final HttpServer server;
  private final AdvanceableClock clock;
  private final MailSink mails;
  private final Addresses addresses;

  private Console(HttpServer server, AdvanceableClock clock, MailSink mails, Addresses addresses) {
    this.server = server;
    this.clock = clock;
    this.mails = mails;
    this.addresses = addresses;
  }

  static Console start(Addresses addresses, AdvanceableClock clock, MailSink mails)
      throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), addresses.base()), 50);
    Console console = new Console(server, clock, mails, addresses);
    server.createContext("/", exchange -> console.answer(exchange, console::page));
    server.createContext("/clock", exchange -> console.answer(exchange, console::clock));
    server.createContext("/mails", exchange -> console.answer(exchange, console::mail));
    server.start();
    return console;
  }

  private record Answer(int status, String type, byte[] body) {
    static Answer html(String body) {
      return new Answer(200, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
      return new Answer(
          status, "text/plain; charset=utf-8", (body + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @FunctionalInterface
  private interface Page {
    Answer of(HttpExchange exchange) throws IOException;
  }

  private void answer(HttpExchange exchange, Page page) throws IOException {
    try (exchange) {
      Answer answer = page.of(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer page(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      return Answer.text(404, "Nothing is here: the pages are /, /clock and /mails.");
    }
    StringBuilder page = new StringBuilder(head("Tierline on this machine"));
    page.append("<p>Business time: <strong>").append(clock.instant()).append("</strong></p><ul>");
    links()
        .forEach(
            (name, url) ->
                page.append("<li><a href=\"%s\">%s</a></li>".formatted(url, escape(name))));
    page.append(
        """
        </ul>
        <form method="post" action="/clock"><label>Put the clock forward by
        <input name="by" value="P1D" pattern="P.*" size="8"></label> <button>Advance</button>
        <p>An ISO-8601 period or duration: <code>P1D</code>, <code>P2M</code>, <code>PT6H</code>.</p></form>
        """);
    page.append("<h2>Mails</h2><table><tr><th>From</th><th>To</th><th>Subject</th></tr>");
    for (MailSink.Mail mail : mails.list().reversed()) {
      page.append(
          "<tr><td>%s</td><td>%s</td><td><a href=\"/mails/%s\">%s</a></td></tr>"
              .formatted(
                  escape(mail.from()), escape(mail.to()), mail.number(), escape(mail.subject())));
    }
    return Answer.html(page.append("</table></main>").toString());
  }

  /** The pages worth looking at, by what they show. */
  Map<String, String> links() {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("Storefront: prices as its cache shows them", Addresses.url(addresses.storefront()));
    links.put("onboarding: API", Addresses.url(addresses.onboarding()) + "/swagger-ui.html");
    links.put("pricing: API", Addresses.url(addresses.pricing()) + "/swagger-ui.html");
    links.put("ordering: API", Addresses.url(addresses.ordering()) + "/swagger-ui.html");
    links.put("notification: API", Addresses.url(addresses.notification()) + "/swagger-ui.html");
    links.put("ordering: metrics", Addresses.url(addresses.ordering()) + "/actuator/prometheus");
    return links;
  }

  /**
   * {@code GET} shows business time; {@code POST by=P1D} or {@code to=2027-01-01T00:00:00Z}
   * advances it.
   */
  private Answer clock(HttpExchange exchange) throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET" -> Answer.text(200, clock.instant().toString());
      case "POST" -> advance(parametersOf(exchange));
      default -> Answer.text(405, "The clock knows GET, and POST with by=P1D or to=<instant>.");
    };
  }

  private Answer advance(Map<String, String> parameters) {
    try {
      Optional<Instant> target =
          parameters.containsKey("by")
              ? Optional.of(after(parameters.get("by")))
              : Optional.ofNullable(parameters.get("to")).map(Instant::parse);
      if (target.isEmpty()) {
        return Answer.text(400, "Say how far: by=P1D (a period or duration) or to=<instant>.");
      }
      clock.advanceTo(target.get());
      return Answer.text(200, clock.instant().toString());
    } catch (DateTimeException e) {
      return Answer.text(
          400,
          "Not a period, duration or instant of ISO 8601: write by=P1D, by=PT6H or to=2027-01-01T00:00:00Z.");
    } catch (IllegalArgumentException e) {
      return Answer.text(409, String.valueOf(e.getMessage()));
    }
  }

  private Instant after(String by) {
    TemporalAmount amount = by.contains("T") ? java.time.Duration.parse(by) : Period.parse(by);
    return clock.instant().atZone(ZoneOffset.UTC).plus(amount).toInstant();
  }

  private Answer mail(HttpExchange exchange) throws IOException {
    String number = exchange.getRequestURI().getPath().replaceFirst("^/mails/?", "");
    Optional<MailSink.Mail> found =
        mails.list().stream().filter(mail -> mail.number().equals(number)).findFirst();
    if (found.isEmpty()) {
      return Answer.text(404, "No mail has that number: the list is on the page /.");
    }
    return new Answer(200, "text/plain; charset=utf-8", Files.readAllBytes(found.get().file()));
  }

  private static Map<String, String> parametersOf(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    byte[] form = exchange.getRequestBody().readNBytes(10_000);
    String query = exchange.getRequestURI().getRawQuery();
    String all =
        new String(form, StandardCharsets.UTF_8) + "&" + Optional.ofNullable(query).orElse("");
    for (String pair : all.strip().split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static String head(String title) {
    return """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem}main{max-width:60rem}
        table{border-collapse:collapse}td,th{padding:.3rem .8rem .3rem 0;text-align:left}</style>
        <main><h1>%1$s</h1>
        """
        .formatted(title);
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
