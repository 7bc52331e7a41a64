package io.tierline.pricing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every rule of prices has a test that names it, and the README says which. Write the table anew
 * with {@code -Dtierline.rules.write=true}.
 */
class RulesHaveTestsTest {

  private static final List<String> RULES =
      Stream.concat(
              IntStream.rangeClosed(1, 20).mapToObj(number -> "PR-" + number),
              Stream.of("E1", "E2", "E3", "E4", "E5", "E5b", "E6", "E9", "E10"))
          .toList();
  private static final Pattern RULE = Pattern.compile("\\b(PR-[0-9]+|E[0-9]+b?)\\b");
  private static final Path README = Path.of("README.md");
  private static final String START = "<!-- rules: written by RulesHaveTestsTest -->\n";
  private static final String END = "<!-- end of rules -->\n";

  @Test
  @DisplayName("Each rule of prices is named by a test, and the README lists them as they are")
  void eachRuleHasATest() throws Exception {
    Map<String, TreeSet<String>> tests = testsByRule();
    assertThat(tests.keySet()).as("rules with a test").containsAll(RULES);

    String readme = Files.readString(README);
    int start = readme.indexOf(START) + START.length();
    int end = readme.indexOf(END);
    assertThat(readme).contains(START, END);
    if (Boolean.getBoolean("tierline.rules.write")) {
      Files.writeString(README, readme.substring(0, start) + table(tests) + readme.substring(end));
    } else {
      assertThat(readme.substring(start, end))
          .as("the table in %s; write it anew with -Dtierline.rules.write=true", README)
          .isEqualTo(table(tests));
    }
  }

  private static String table(Map<String, TreeSet<String>> tests) {
    return RULES.stream()
        .map(
            rule ->
                "| %s | %s |\n"
                    .formatted(
                        rule,
                        tests.getOrDefault(rule, new TreeSet<>()).stream()
                            .map("`%s`"::formatted)
                            .collect(joining(", "))))
        .collect(joining("", "| rule | proved by |\n| --- | --- |\n", ""));
  }

  private static Map<String, TreeSet<String>> testsByRule() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            RulesHaveTestsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, TreeSet<String>> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .sorted(Comparator.naturalOrder())
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .map(file -> load(file.replace('/', '.').replace('\\', '.')))
          .forEach(type -> addTests(type, tests));
    }
    return tests;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, RulesHaveTestsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addTests(Class<?> type, Map<String, TreeSet<String>> tests) {
    for (Method method : type.getDeclaredMethods()) {
      DisplayName name = method.getAnnotation(DisplayName.class);
      if (name == null) {
        continue;
      }
      Matcher rules = RULE.matcher(name.value());
      while (rules.find()) {
        tests
            .computeIfAbsent(rules.group(1), _ -> new TreeSet<>())
            .add(type.getSimpleName() + "#" + method.getName());
      }
    }
  }
}
