package io.tierline.benchmarks.load;

import java.util.List;
import java.util.Set;

/**
 * What the pricing service bears: quotes through HTTP, ten thousand sellers in a heap of 1 GiB, and
 * changes on their way to a storefront, one by one and a whole book at once. Each question has
 * servers and a service of its own.
 */
public final class LoadBenchmark {

  private static final List<String> QUESTIONS = List.of("http", "memory", "changes", "book");

  private LoadBenchmark() {}

  /** Arguments are questions; without any, all. */
  public static void main(String[] arguments) throws Exception {
    Set<String> asked = Set.copyOf(arguments.length == 0 ? QUESTIONS : List.of(arguments));
    if (!QUESTIONS.containsAll(asked)) {
      System.err.println("Questions are " + String.join(", ", QUESTIONS));
      System.exit(2);
    }
    for (String question : QUESTIONS) {
      if (asked.contains(question)) {
        answer(question);
      }
    }
    System.exit(0);
  }

  private static void answer(String question) throws Exception {
    try (Stage stage = Stage.start()) {
      switch (question) {
        case "http" -> {
          Sellers sellers = new Sellers(stage);
          sellers.signUp(2);
          sellers.price(2, 2);
          new QuoteThroughput(stage).measure(Sellers.FIRST + 1);
        }
        case "memory" -> new ManySellers(stage).measure();
        case "changes" -> new Changes(stage).measure();
        default -> new WholeBook(stage).measure();
      }
      stage.succeeded();
    }
  }
}
