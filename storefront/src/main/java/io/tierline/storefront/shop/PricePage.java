package io.tierline.storefront.shop;

import static io.tierline.storefront.shop.Html.escape;

import io.tierline.storefront.PriceListAnswer.Listed;
import io.tierline.storefront.ProductPrices;
import io.tierline.storefront.ProductPrices.Row;
import java.net.IDN;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** What a visitor of the shop sees. Every text that does not stand here is escaped. */
final class PricePage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      th, td { border-bottom: 1px solid #8884; padding: .35rem .6rem; text-align: left }
      th.amount, td.amount { text-align: right; font-variant-numeric: tabular-nums }
      tbody th { vertical-align: top }
      form { margin: 1rem 0 }
      input, button { font: inherit; padding: .25rem .5rem }
      """;

  private final String shopName;
  private final ShopLanguage language;

  PricePage(String shopName, ShopLanguage language) {
    this.shopName = shopName;
    this.language = language;
  }

  String priceList(Listed listed, String filter) {
    List<ProductPrices> matching =
        listed.products().stream().filter(prices -> matches(prices.product(), filter)).toList();
    StringBuilder body = new StringBuilder();
    body.append(
        "<form><label>%s <input name=\"q\" value=\"%s\" maxlength=\"63\"></label> "
            .formatted(escape(language.text("filter")), escape(filter)));
    body.append("<button>%s</button></form>\n".formatted(escape(language.text("filter.button"))));
    if (matching.isEmpty()) {
      body.append(paragraph(language.text(listed.products().isEmpty() ? "empty" : "filter.none")));
    } else {
      body.append(table(matching));
      body.append(paragraph(language.text("allYears")));
    }
    if (!listed.unvouched().isEmpty()) {
      String products =
          listed.unvouched().stream().map(PricePage::ending).collect(Collectors.joining(", "));
      body.append(paragraph(language.text("incomplete").formatted(products)));
    }
    body.append(paragraph(language.text("fresh").formatted(language.time(listed.freshAsOf()))));
    return page(language.text("title"), body.toString());
  }

  String unvouched() {
    return page(language.text("unvouched.title"), paragraph(language.text("unvouched")));
  }

  private String table(List<ProductPrices> products) {
    StringBuilder table = new StringBuilder("<table>\n<thead><tr>");
    table.append("<th scope=\"col\">%s</th>".formatted(escape(language.text("product"))));
    table.append("<th scope=\"col\">%s</th>".formatted(escape(language.text("action"))));
    table.append("<th scope=\"col\">%s</th>".formatted(escape(language.text("years"))));
    for (String amount : List.of("perYear", "total")) {
      table.append(
          "<th scope=\"col\" class=\"amount\">%s</th>".formatted(escape(language.text(amount))));
    }
    table.append("</tr></thead>\n<tbody>\n");
    for (ProductPrices prices : products) {
      boolean first = true;
      for (Row row : prices.rows()) {
        table.append("<tr>");
        if (first) {
          table.append(
              "<th scope=\"rowgroup\" rowspan=\"%d\">%s</th>"
                  .formatted(prices.rows().size(), escape(ending(prices.product()))));
          first = false;
        }
        table.append("<td>%s</td>".formatted(escape(language.action(row.action()))));
        table.append("<td>%s</td>".formatted(escape(language.years(row.years()))));
        table.append("<td class=\"amount\">%s</td>".formatted(perYear(row)));
        table.append("<td class=\"amount\">%s</td>".formatted(total(row)));
        table.append("</tr>\n");
      }
    }
    return table.append("</tbody>\n</table>\n").toString();
  }

  /** What a promo or a specific price takes the place of is struck out. */
  private String perYear(Row row) {
    String now = escape(amount(row.perYear()));
    Money usual = row.usualPerYear();
    return usual == null
        ? now
        : "<s>%s</s> <strong>%s</strong>".formatted(escape(amount(usual)), now);
  }

  private String total(Row row) {
    String total = escape(amount(row.total()));
    return row.applicationFee().isZero()
        ? total
        : "%s<br><small>%s</small>"
            .formatted(total, escape(language.text("fee").formatted(amount(row.applicationFee()))));
  }

  private String page(String title, String body) {
    return """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s - %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1>%s</h1>
        <h2>%s</h2>
        %s</body>
        </html>
        """
        .formatted(
            language.code(),
            escape(title),
            escape(shopName),
            STYLE,
            escape(shopName),
            escape(title),
            body);
  }

  private static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  private static boolean matches(String product, String filter) {
    String wanted = filter.strip().toLowerCase(Locale.ROOT);
    String plain = wanted.startsWith(".") ? wanted.substring(1) : wanted;
    return product.contains(plain) || IDN.toUnicode(product).contains(plain);
  }

  /** The way people write it: {@code .com}, with a TLD's own letters. */
  private static String ending(String product) {
    return "." + IDN.toUnicode(product);
  }

  private String amount(Money money) {
    NumberFormat format = NumberFormat.getCurrencyInstance(language.locale());
    format.setCurrency(Currency.getInstance(money.getCurrencyUnit().getCode()));
    format.setMinimumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
    format.setMaximumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
    return format.format(money.getAmount());
  }
}
