package io.tierline.storefront.shop;

import io.tierline.contracts.SellerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line of a shop in its own process. */
sealed interface ShopArguments {

  String USAGE =
      """
      Shows the prices of one seller to its customers.

        --bootstrap <host:port,...>  addresses of the Kafka cluster (required)
        --seller <id>                whose shop it is (required)
        --port <port>                where to listen at 127.0.0.1 (default: any free port)
        --name <text>                what the shop calls itself (default: Domains)
        --language <en|ja>           for visitors whose browser asks for no other (default: en)
      """;

  Set<String> NAMES = Set.of("--bootstrap", "--seller", "--port", "--name", "--language");

  record Understood(ShopSettings settings) implements ShopArguments {}

  record Misunderstood(String why) implements ShopArguments {}

  static ShopArguments parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!NAMES.contains(name)) {
        return new Misunderstood("Unknown option: " + name);
      }
      if (i + 1 == arguments.size()) {
        return new Misunderstood("A value is missing after " + name);
      }
      values.put(name, arguments.get(i + 1));
    }
    return parse(values);
  }

  private static ShopArguments parse(Map<String, String> values) {
    String bootstrap = values.get("--bootstrap");
    String seller = values.get("--seller");
    if (bootstrap == null || seller == null) {
      return new Misunderstood("Both --bootstrap and --seller are needed");
    }
    String code = values.getOrDefault("--language", "en");
    ShopLanguage language = ShopLanguage.of(code).orElse(null);
    if (language == null) {
      return new Misunderstood("The shop speaks en and ja, not " + code);
    }
    String port = values.getOrDefault("--port", "0");
    if (!port.matches("[0-9]{1,5}")) {
      return new Misunderstood("A port is a number between 0 and 65535, not " + port);
    }
    try {
      return new Understood(
          ShopSettings.of(bootstrap, SellerId.of(seller))
              .withName(values.getOrDefault("--name", "Domains"))
              .withLanguage(language)
              .withPort(Integer.parseInt(port)));
    } catch (IllegalArgumentException e) {
      return new Misunderstood(String.valueOf(e.getMessage()));
    }
  }
}
