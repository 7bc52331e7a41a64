package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.util.concurrent.atomic.AtomicLong;

class FakeSignupsTest implements SignupsBehaviour {

  private final Signups signups = new FakeSignups();
  private final AtomicLong ids = new AtomicLong(2000);

  @Override
  public Signups signups() {
    return signups;
  }

  @Override
  public SellerId aNewSeller() {
    return new SellerId(ids.incrementAndGet());
  }
}
