package io.tierline.ordering.registry.simulator;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the simulated registry behaves.
 *
 * @param answerTimeout how long a caller waits for an answer
 * @param rules the first whose pattern is found in the domain name counts; without one, prompt
 */
@ConfigurationProperties("tierline.registry.simulator")
@Validated
public record SimulatorSettings(
    @NotNull @DefaultValue("5s") Duration answerTimeout, @DefaultValue List<Rule> rules) {

  /**
   * @param name a regular expression, looked for in the domain name
   * @param delay how long it is slow or late
   * @param times how many commands per domain name it applies to
   */
  public record Rule(
      @NotNull Pattern name,
      @NotNull Behaviour behaviour,
      @DefaultValue("1s") Duration delay,
      @Min(1) @DefaultValue("1000000") int times) {}

  /** Ways in which registries disappoint. */
  public enum Behaviour {
    /** Does it and answers, after the delay. */
    SLOW,
    /** Refuses it for good. */
    REFUSES,
    /** Never gets the command; the caller hears nothing. */
    LOSES,
    /** Does it at once; the answer never arrives. */
    SWALLOWS_ANSWER,
    /** Does it after the delay, when the caller has long given up. */
    LATE,
    /** Cannot be reached for anything. */
    DOWN
  }
}
