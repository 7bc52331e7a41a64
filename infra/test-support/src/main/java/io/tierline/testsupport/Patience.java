package io.tierline.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for its condition where it says nothing else, in every module: a condition
 * that holds ends the wait at once, so that only a failing test ever feels it, and a machine that
 * does three things at a time fails none.
 */
public final class Patience implements LauncherSessionListener {

  private static final Duration AT_MOST = Duration.ofMinutes(2);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(AT_MOST);
  }
}
