package io.tierline.onboarding.signup.jooq;

import static org.awaitility.Awaitility.await;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.RunningService;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.seller.Standing;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.SignupFixtures;
import io.tierline.onboarding.signup.Signups;
import io.tierline.onboarding.signup.SignupsBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The real table, as the background role. The schedules, which work on all of it, rest. */
@RunningService
class JooqSignupsTest implements SignupsBehaviour {

  @Autowired private Signups signups;
  @Autowired private Sellers sellers;
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private ThreadPoolTaskScheduler schedules;

  @BeforeEach
  void theSchedulesRest() {
    CountDownLatch done = new CountDownLatch(1);
    schedules.stop(done::countDown);
    await().until(() -> done.getCount() == 0);
  }

  @AfterEach
  void theSchedulesGoOn() {
    schedules.start();
  }

  @Override
  public Signups signups() {
    return new InBackground(signups);
  }

  @Override
  public SellerId aNewSeller() {
    return SellerScope.inBackground(
        () ->
            Objects.requireNonNull(
                new TransactionTemplate(transactions)
                    .execute(
                        _ -> {
                          SellerId id = sellers.nextId();
                          sellers.add(
                              new Seller(
                                  id,
                                  SignupFixtures.OPERATOR,
                                  SignupFixtures.OPERATOR,
                                  "us-utc",
                                  Standing.PENDING,
                                  profile(),
                                  1),
                              SignupFixtures.FRIDAY);
                          return id;
                        })));
  }

  private static Profile profile() {
    Profile fixture = SignupFixtures.profile();
    return new Profile(
        fixture.company(),
        new Contact("山田太郎", UUID.randomUUID() + "@sakura.example", null),
        fixture.country(),
        fixture.language(),
        fixture.currency(),
        new Brand("さくら", "help@sakura.example", null, null, null, "help@sakura.example"));
  }

  /** Opens the scope of the schedules around every call. */
  private record InBackground(Signups real) implements Signups {

    @Override
    public boolean open(Signup signup, Instant now) {
      return SellerScope.inBackground(() -> real.open(signup, now));
    }

    @Override
    public Optional<Recorded> lock(SellerId seller) {
      return SellerScope.inBackground(() -> real.lock(seller));
    }

    @Override
    public boolean isStorefrontTaken(String host) {
      return SellerScope.inBackground(() -> real.isStorefrontTaken(host));
    }

    @Override
    public Optional<Recorded> find(SellerId seller) {
      return SellerScope.inBackground(() -> real.find(seller));
    }

    @Override
    public boolean save(Recorded expected, Signup next, Instant now) {
      return SellerScope.inBackground(() -> real.save(expected, next, now));
    }

    @Override
    public List<Recorded> list(@Nullable SellerId after, int limit) {
      return SellerScope.inBackground(() -> real.list(after, limit));
    }

    @Override
    public List<Recorded> inReview(SellerId operator, @Nullable SellerId after, int limit) {
      return SellerScope.inBackground(() -> real.inReview(operator, after, limit));
    }

    @Override
    public List<Signup.AwaitingCardVerification> takeAwaitingVerdict(
        int limit, Duration notAskedFor) {
      return SellerScope.inBackground(() -> real.takeAwaitingVerdict(limit, notAskedFor));
    }

    @Override
    public List<Recorded> takeOverdue(Instant dueBefore, Instant now, int limit) {
      return SellerScope.inBackground(() -> real.takeOverdue(dueBefore, now, limit));
    }
  }
}
