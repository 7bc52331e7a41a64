package io.tierline.onboarding.bootstrap;

/** Several instances that start at once. */
public interface Bootstraps {

  /** Waits until no other transaction is past this point, until the end of this one. */
  void oneAtATime();
}
