package io.tierline.localstack;

import io.tierline.contracts.Audience;
import io.tierline.localstack.Api.Answer;
import io.tierline.localstack.Api.Refused;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the operator of a local stack wants for a product's first year, changed as its panel would
 * change it: over HTTP.
 *
 * @param product as it stands in a price list
 * @param perYear in the currency of the operator's price book
 */
record PriceToSet(String product, BigDecimal perYear) {

  private static final Pattern WRITTEN = Pattern.compile("([^=]+)=(\\d{1,12}(?:\\.\\d{1,3})?)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param written such as {@code io=39.00}
   * @throws StartRefused when it is none
   */
  static PriceToSet of(String written) {
    Matcher matcher = WRITTEN.matcher(written.strip());
    if (!matcher.matches()) {
      throw new StartRefused(
          "--set %s: write a product and its price, such as io=39.00.".formatted(written));
    }
    return new PriceToSet(
        ProductName.of("--set " + written, matcher.group(1)), new BigDecimal(matcher.group(2)));
  }

  /**
   * @return what was done, in one sentence
   * @throws StartRefused when pricing does not take it, or does not answer
   */
  String set(Addresses addresses, Audience audience) {
    Api api = new Api(addresses.tokens());
    String url = Addresses.url(addresses.pricing()) + "/v1/price-books/" + audience;
    try {
      Answer seen = api.get(StackSettings.OPERATOR, url);
      Answer saved =
          api.put(StackSettings.OPERATOR, url, seen.etag(), with(seen.body()).toString());
      return "%s costs %s %s for its first year from version %s of the price book on."
          .formatted(product, perYear, seen.text("/currency"), saved.text("/version"));
    } catch (Refused e) {
      throw new StartRefused("The price was not changed: " + e.detail(), e);
    } catch (IllegalStateException e) {
      throw new StartRefused(
          "The price was not changed, because Tierline does not answer: start it with ./run, or say with --port where it is.",
          e);
    }
  }

  /** All prices of the product, since those that are not named would be sold no longer. */
  private ObjectNode with(JsonNode book) {
    ObjectNode price =
        JSON.createObjectNode()
            .put("product", product)
            .put("action", "REGISTER")
            .put("slab", 0)
            .put("years", 1);
    price
        .putObject("perYear")
        .put("amount", perYear.toPlainString())
        .put("currency", book.at("/currency").asString());
    ObjectNode change = JSON.createObjectNode().put("currency", book.at("/currency").asString());
    Stream.concat(
            StreamSupport.stream(book.at("/prices").spliterator(), false)
                .filter(other -> other.at("/product").asString().equals(product))
                .filter(other -> !isSamePlace(other, price)),
            Stream.of(price))
        .forEach(change.putArray("prices")::add);
    return change;
  }

  private static boolean isSamePlace(JsonNode one, JsonNode other) {
    return Stream.of("/action", "/slab", "/years").allMatch(at -> one.at(at).equals(other.at(at)));
  }
}
