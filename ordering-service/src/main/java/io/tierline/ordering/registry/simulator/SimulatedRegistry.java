package io.tierline.ordering.registry.simulator;

import io.tierline.ordering.registry.Registry;
import io.tierline.ordering.registry.RegistryAnswer;
import io.tierline.ordering.registry.RegistryCommand;
import io.tierline.ordering.registry.simulator.SimulatorSettings.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A registry with a memory of its own that can be slow, fail, or answer late, by domain name. */
@Component
public class SimulatedRegistry implements Registry {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedRegistry.class);

  private final SimulatedRegistryMemory memory;
  private final Duration answerTimeout;
  private final List<Rule> rules;
  private final Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();

  SimulatedRegistry(SimulatedRegistryMemory memory, SimulatorSettings settings) {
    this.memory = memory;
    this.answerTimeout = settings.answerTimeout();
    this.rules = new CopyOnWriteArrayList<>(settings.rules());
  }

  /** Adds a rule that comes before all others. */
  public void program(Rule rule) {
    rules.addFirst(rule);
  }

  @Override
  public RegistryAnswer carryOut(RegistryCommand command) {
    Rule rule = ruleFor(command.domainName()).orElse(null);
    if (rule == null) {
      return memory.carryOut(command);
    }
    return switch (rule.behaviour()) {
      case SLOW -> within(answerTimeout, after(rule.delay(), command));
      case REFUSES -> memory.refuse(command.transactionId(), "The registry's policy forbids it");
      case LOSES -> new RegistryAnswer.Unknown("The connection broke before the command was sent");
      case SWALLOWS_ANSWER -> {
        memory.carryOut(command);
        yield new RegistryAnswer.Unknown("The connection broke before the answer came");
      }
      case LATE -> {
        CompletableFuture<RegistryAnswer> late = after(rule.delay(), command);
        late.whenComplete((answer, _) -> LOG.info("Late answer to {}: {}", command, answer));
        yield new RegistryAnswer.Unknown("No answer in time");
      }
      case DOWN -> new RegistryAnswer.Unknown("The registry cannot be reached");
    };
  }

  @Override
  public RegistryAnswer outcomeOf(RegistryCommand command) {
    return isDown(command)
        ? new RegistryAnswer.Unknown("The registry cannot be reached")
        : memory.outcomeOf(command.transactionId());
  }

  @Override
  public RegistryAnswer withdraw(RegistryCommand command) {
    return isDown(command)
        ? new RegistryAnswer.Unknown("The registry cannot be reached")
        : memory.withdraw(command.transactionId());
  }

  private boolean isDown(RegistryCommand command) {
    return ruleNamed(command.domainName())
            .filter(rule -> rule.behaviour() == SimulatorSettings.Behaviour.DOWN)
            .isPresent()
        && ruleFor(command.domainName()).isPresent();
  }

  private Optional<Rule> ruleFor(String domainName) {
    return ruleNamed(domainName)
        .filter(
            rule ->
                uses.computeIfAbsent(rule.behaviour() + "/" + domainName, _ -> new AtomicInteger())
                        .incrementAndGet()
                    <= rule.times());
  }

  private Optional<Rule> ruleNamed(String domainName) {
    return rules.stream().filter(rule -> rule.name().matcher(domainName).find()).findFirst();
  }

  private CompletableFuture<RegistryAnswer> after(Duration delay, RegistryCommand command) {
    Executor later =
        CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    return CompletableFuture.supplyAsync(() -> memory.carryOut(command), later);
  }

  private static RegistryAnswer within(Duration timeout, CompletableFuture<RegistryAnswer> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new RegistryAnswer.Unknown("No answer within " + timeout);
    } catch (ExecutionException e) {
      return new RegistryAnswer.Unknown("The registry failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RegistryAnswer.Unknown("This service is stopping");
    }
  }
}
