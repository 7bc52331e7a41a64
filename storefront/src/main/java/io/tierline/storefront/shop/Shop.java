package io.tierline.storefront.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.Buyer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceListAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop of one seller: its customers' price list as a page ({@code GET /}) and as JSON ({@code
 * GET /prices.json}); 503 with a sentence while the prices cannot be vouched for.
 */
public final class Shop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
  private static final int FILTER_CHARACTERS_MAX = 63;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final ShopSettings settings;
  private final PriceCache prices;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private Shop(ShopSettings settings, HttpServer server) {
    this.settings = settings;
    this.server = server;
    this.prices = PriceCache.connect(settings.prices());
  }

  /**
   * Opens the shop; it answers 503 until the prices are there.
   *
   * @throws IOException when the port is in use
   */
  public static Shop open(ShopSettings settings) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
    Shop shop = new Shop(settings, server);
    server.setExecutor(shop.requests);
    server.createContext("/", shop::answer);
    server.start();
    return shop;
  }

  /** Runs a shop until it is stopped; see {@link ShopArguments#USAGE}. */
  public static void main(String[] arguments) {
    switch (ShopArguments.parse(List.of(arguments))) {
      case ShopArguments.Misunderstood(String why) -> {
        System.err.println(why);
        System.err.println(ShopArguments.USAGE);
        System.exit(2);
      }
      case ShopArguments.Understood(ShopSettings settings) -> runUntilStopped(settings);
    }
  }

  private static void runUntilStopped(ShopSettings settings) {
    try {
      Shop shop = open(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
      System.out.printf("Shop of seller %s: %s%n", settings.seller(), shop.address());
    } catch (IOException e) {
      System.err.printf(
          "The shop could not listen on port %d (%s): choose another with --port%n",
          settings.port(), e.getMessage());
      System.exit(1);
    }
  }

  /** Where the shop's page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public SellerId seller() {
    return settings.seller();
  }

  /** The cache it serves from. */
  public PriceCache prices() {
    return prices;
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
    prices.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        sendProblem(exchange, 405, "method-not-allowed", "Prices can only be read here: use GET.");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> sendPage(exchange);
        case "/prices.json" -> sendDocument(exchange);
        default ->
            sendProblem(
                exchange, 404, "not-found", "There are two addresses here: / and /prices.json.");
      }
    } catch (RuntimeException e) {
      LOG.error("{} could not be answered", exchange.getRequestURI(), e);
    }
  }

  private void sendPage(HttpExchange exchange) throws IOException {
    PricePage page = new PricePage(settings.name(), language(exchange));
    exchange.getResponseHeaders().set("Vary", "Accept-Language");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    String type = "text/html; charset=utf-8";
    switch (customerPrices()) {
      case PriceListAnswer.Listed listed ->
          send(exchange, 200, type, utf8(page.priceList(listed, filter(exchange))));
      case PriceListAnswer.Unvouched _ -> {
        exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        send(exchange, 503, type, utf8(page.unvouched()));
      }
    }
  }

  private void sendDocument(HttpExchange exchange) throws IOException {
    switch (customerPrices()) {
      case PriceListAnswer.Listed listed ->
          send(exchange, 200, "application/json", PriceDocument.of(settings.seller(), listed));
      case PriceListAnswer.Unvouched unvouched -> {
        exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        send(exchange, 503, "application/problem+json", PriceDocument.of(unvouched));
      }
    }
  }

  private PriceListAnswer customerPrices() {
    return prices.priceList(settings.seller(), Buyer.visitor());
  }

  private static void sendProblem(HttpExchange exchange, int status, String slug, String detail)
      throws IOException {
    send(exchange, status, "application/problem+json", PriceDocument.problem(status, slug, detail));
  }

  /** Nothing in between may keep a price: the cache alone knows how long it holds. */
  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String filter(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null
        ? ""
        : Arrays.stream(query.split("&"))
            .filter(parameter -> parameter.startsWith("q="))
            .findFirst()
            .flatMap(parameter -> decoded(parameter.substring(2)))
            .map(text -> text.substring(0, Math.min(text.length(), FILTER_CHARACTERS_MAX)))
            .orElse("");
  }

  /** Empty for what is no form encoding. */
  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ShopLanguage language(HttpExchange exchange) {
    return wantedLanguage(exchange.getRequestHeaders().getFirst("Accept-Language"))
        .orElse(settings.language());
  }

  /** The first language of the header that the shop speaks. */
  private static Optional<ShopLanguage> wantedLanguage(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return Optional.empty();
    }
    try {
      return Locale.LanguageRange.parse(acceptLanguage).stream()
          .map(range -> ShopLanguage.of(range.getRange().split("-")[0]))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
