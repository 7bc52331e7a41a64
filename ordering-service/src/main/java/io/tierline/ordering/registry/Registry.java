package io.tierline.ordering.registry;

/**
 * The registry's side of a registration or renewal. Every method returns within the bound that its
 * adapter is given; what is not answered by then is {@link RegistryAnswer.Unknown}. Never called
 * inside a transaction.
 */
public interface Registry {

  RegistryAnswer carryOut(RegistryCommand command);

  /** What became of a command that was sent before. */
  RegistryAnswer outcomeOf(RegistryCommand command);

  /**
   * Makes sure that a command which the registry has not carried out never will be: {@link
   * RegistryAnswer.Refused} then, {@link RegistryAnswer.Done} when it was too late.
   */
  RegistryAnswer withdraw(RegistryCommand command);
}
