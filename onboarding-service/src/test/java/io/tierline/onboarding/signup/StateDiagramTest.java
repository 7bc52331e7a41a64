package io.tierline.onboarding.signup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The diagram is printed from the sealed type, so that it can never be wrong. */
class StateDiagramTest {

  private static final Path FILE = Path.of("signup-states.mmd");

  @Test
  @DisplayName("ON-7 The checked-in diagram shows the transitions that exist, and no others")
  void theDiagramIsTheType() throws IOException {
    String diagram = diagram();
    Path printed = Path.of("target", FILE.toString());
    Files.createDirectories(printed.getParent());
    Files.writeString(printed, diagram);

    assertThat(FILE)
        .as("compare with %s and copy it when the change is wanted", printed)
        .hasContent(diagram);
  }

  private static String diagram() {
    List<String> lines = new ArrayList<>();
    lines.add("stateDiagram-v2");
    lines.add("  [*] --> AwaitingAuthorisation");
    lines.add("  [*] --> AwaitingFunds");
    for (Class<?> state : Signup.class.getPermittedSubclasses()) {
      List<Method> transitions =
          Arrays.stream(state.getDeclaredMethods())
              .filter(method -> Modifier.isPublic(method.getModifiers()))
              .filter(method -> Signup.class.isAssignableFrom(method.getReturnType()))
              .sorted(Comparator.comparing(Method::getName))
              .toList();
      for (Method transition : transitions) {
        targets(transition)
            .forEach(
                target ->
                    lines.add(
                        "  %s --> %s : %s"
                            .formatted(state.getSimpleName(), target, transition.getName())));
      }
      if (transitions.isEmpty()) {
        lines.add("  %s --> [*]".formatted(state.getSimpleName()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** A transition that returns the sealed type itself leads to what its plan asks for. */
  private static Stream<String> targets(Method transition) {
    return transition.getReturnType() == Signup.class
        ? Stream.of("AwaitingCertificate", "Active")
        : Stream.of(transition.getReturnType().getSimpleName());
  }
}
