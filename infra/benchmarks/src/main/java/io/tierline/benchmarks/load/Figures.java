package io.tierline.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;

/** How figures are compared and shown. */
final class Figures {

  private Figures() {}

  static double median(double[] rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }

  /** One line of a figure, its floor and its goal. */
  static void line(String name, String figure, String floor, String goal) {
    say("| %s | %s | %s | %s |", name, figure, floor, goal);
  }

  static void head() {
    line("what", "figure", "against the floor", "goal");
    line("---", "---", "---", "---");
  }

  static String millis(long micros) {
    return String.format(Locale.ROOT, "%.2f ms", micros / 1_000.0);
  }

  static String times(double value, double floor) {
    return String.format(Locale.ROOT, "%.2f ×", value / floor);
  }
}
