package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PriceViewerTest {

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void helpTellsTheOptions() {
    assertThat(execute("--help")).isZero();
    assertThat(output.toString()).contains("--seller", "--once", "--to", "--kafka");
  }

  @Test
  void whatIsWrongIsToldInOneSentence() {
    assertThat(execute()).isEqualTo(2);
    assertThat(execute("--seller", "1001", "--to", "friends")).isEqualTo(2);
    assertThat(execute("--seller", "me", "--kafka", "localhost:1")).isEqualTo(1);
    assertThat(execute("--seller", "1001", "--port", "1")).isEqualTo(1);

    assertThat(errors.toString().lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).contains("--seller").contains("--help"))
        .anySatisfy(line -> assertThat(line).contains("friends"))
        .anySatisfy(line -> assertThat(line).contains("A seller id is a number of 1 to 18 digits"))
        .anySatisfy(line -> assertThat(line).contains("--port 1 cannot be used"));
  }

  @Test
  void aProductIsFoundHoweverItIsWritten() {
    assertThat(
            Stream.of("com", ".com", "COM", "みんな", "Co.Uk")
                .map(written -> ProductName.of("--product " + written, written)))
        .containsExactly("com", "com", "com", "xn--q9jyb4c", "co.uk");
    assertThat(PriceToSet.of(" .IO=39.00"))
        .isEqualTo(new PriceToSet("io", new BigDecimal("39.00")));
  }

  @Test
  void aPriceIsSetOnlyWhereThereIsAKey() {
    for (String written : List.of("io", "io=", "=1", "io=-1", "io=1,5", "io=1e9", "co m=1")) {
      assertThat(execute("--seller", "1001", "--set", written)).as(written).isEqualTo(1);
    }
    assertThat(errors.toString().lines())
        .hasSize(7)
        .allSatisfy(line -> assertThat(line).contains("--set"));

    assertThat(execute("--seller", "1002", "--set", "io=1")).isEqualTo(1);
    assertThat(execute("--seller", "1001", "--kafka", "localhost:1", "--set", "io=1")).isEqualTo(1);
    assertThat(errors.toString().lines())
        .hasSize(9)
        .endsWith(
            "--set changes the prices of seller 1001 at the Tierline that ./run started: for others there is no key here.");
    int free = StackProcess.freeRow();
    assertThat(execute("--seller", "1001", "--port", Integer.toString(free), "--set", "io=1"))
        .isEqualTo(1);
    assertThat(errors.toString().lines()).last().asString().contains("start it with ./run");
  }

  @Test
  void whatIsNoProductIsRefused() {
    for (String name : List.of("", ".", "co m", "a..b", "-com")) {
      assertThat(execute("--seller", "1001", "--kafka", "localhost:1", "--product", name))
          .as(name)
          .isEqualTo(1);
    }
    assertThat(errors.toString().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).contains("is no product's name"));
  }

  @Test
  void withoutAStackItSaysHowToStartOne() {
    int free = StackProcess.freeRow();

    assertThat(execute("--seller", "1001", "--port", Integer.toString(free))).isEqualTo(1);
    assertThat(errors.toString().lines())
        .singleElement()
        .asString()
        .contains("start it with ./run");
  }

  private int execute(String... arguments) {
    CommandLine command = PriceViewer.command();
    command.setOut(new PrintWriter(output, true));
    command.setErr(new PrintWriter(errors, true));
    return command.execute(arguments);
  }
}
