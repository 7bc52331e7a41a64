package io.tierline.pricing.engine;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * domain.md PR-10: products found by their names, one or many, {@code *} for any characters: {@code
 * *.uk}, {@code co.*}. Capitals do not matter, nor a dot in front; internationalised names are
 * found in both forms.
 *
 * @param path where the patterns stand in what the seller sent, e.g. {@code search}
 */
public record ProductSearch(String path, List<String> patterns) {

  public ProductSearch {
    patterns = List.copyOf(patterns);
  }

  /**
   * Each product once, in the order of {@code products}. A pattern that finds nothing is refused:
   * it is more often mistyped than meant.
   */
  public List<ProductTerms> in(List<ProductTerms> products, Consumer<PriceRefusal> refusals) {
    if (patterns.isEmpty()) {
      refusals.accept(PriceRefusal.searchUnreadable(path));
      return List.of();
    }
    if (patterns.size() > Limits.SEARCH_PATTERNS_MAX) {
      refusals.accept(PriceRefusal.tooMany(path, patterns.size(), Limits.SEARCH_PATTERNS_MAX));
      return List.of();
    }
    List<String> unicode = products.stream().map(terms -> IDN.toUnicode(terms.product())).toList();
    boolean[] found = new boolean[products.size()];
    for (int i = 0; i < patterns.size(); i++) {
      String field = "%s[%d]".formatted(path, i);
      String pattern = normal(patterns.get(i));
      if (pattern.isEmpty()
          || pattern.length() > Limits.SEARCH_PATTERN_MAX_CHARACTERS
          || pattern.chars().anyMatch(Character::isWhitespace)) {
        refusals.accept(PriceRefusal.searchUnreadable(field));
        continue;
      }
      boolean any = false;
      for (int at = 0; at < found.length; at++) {
        if (matches(products.get(at).product(), pattern) || matches(unicode.get(at), pattern)) {
          found[at] = true;
          any = true;
        }
      }
      if (!any) {
        refusals.accept(PriceRefusal.nothingFound(field, patterns.get(i)));
      }
    }
    List<ProductTerms> selected = new ArrayList<>();
    for (int at = 0; at < found.length; at++) {
      if (found[at]) {
        selected.add(products.get(at));
      }
    }
    return selected;
  }

  /** The same, made ready once to be asked for one product after the other. */
  Finder finder() {
    Set<String> names = new HashSet<>();
    List<String> withStars = new ArrayList<>();
    for (String pattern : patterns) {
      String normal = normal(pattern);
      if (normal.indexOf('*') < 0) {
        names.add(normal);
      } else {
        withStars.add(normal);
      }
    }
    return new Finder(names, withStars);
  }

  record Finder(Set<String> names, List<String> withStars) {

    Finder {
      names = Set.copyOf(names);
      withStars = List.copyOf(withStars);
    }

    /**
     * @param product in ASCII form
     */
    boolean finds(String product) {
      String unicode = IDN.toUnicode(product);
      return names.contains(product)
          || names.contains(unicode)
          || withStars.stream()
              .anyMatch(pattern -> matches(product, pattern) || matches(unicode, pattern));
    }
  }

  private static String normal(String pattern) {
    String bare = pattern.startsWith(".") ? pattern.substring(1) : pattern;
    return Normalizer.normalize(bare, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Goes back to the last star only, so that no pattern takes long. */
  private static boolean matches(String name, String pattern) {
    int at = 0;
    int next = 0;
    int star = -1;
    int afterStar = 0;
    while (at < name.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        afterStar = at;
      } else if (next < pattern.length() && pattern.charAt(next) == name.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
