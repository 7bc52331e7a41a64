package io.tierline.testsupport;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for its condition where it says nothing else, in every module, and how long
 * a service in its JVM waits for a connection and for the issuer's keys: what is there ends the
 * wait at once, so that only a failing test ever feels it, and a machine that does three things at
 * a time fails none.
 */
public final class PatientTests implements LauncherSessionListener {

  private static final Duration AT_MOST = Duration.ofMinutes(2);

  /** What a service in a test waits longer for than in production. */
  private static final Map<String, String> SETTINGS =
      Map.of("tierline.database.pool.acquire-timeout", "60s", "tierline.identity.timeout", "60s");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(AT_MOST);
    SETTINGS.forEach(System::setProperty);
  }
}
