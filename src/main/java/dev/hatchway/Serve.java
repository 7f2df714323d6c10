package dev.hatchway;

import dev.hatchway.access.AuthorizedKeys;
import dev.hatchway.access.UnreadableKeysException;
import dev.hatchway.config.Settings;
import dev.hatchway.config.SettingsException;
import dev.hatchway.container.EngineException;
import dev.hatchway.docker.EngineAddress;
import dev.hatchway.ssh.HostKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code hatchway serve}: runs a gateway until it is told to stop. */
final class Serve {
  private static final Logger log = LoggerFactory.getLogger(Serve.class);
  private static final int OK = 0;
  static final int WRONG_SETTING = 2;
  static final int CANNOT_START = 125;

  private final Options options;

  Serve(Options options) {
    this.options = options;
  }

  int run() {
    Path home = options.homeFolder();
    try {
      Settings settings = options.settings();
      EngineAddress engine = options.engine(settings);
      checkKeys(home);
      try (HomeLock lock = HomeLock.take(home);
          Gateway gateway = Gateway.start(home, settings, engine)) {
        CountDownLatch stop = stopOnSignal(gateway);
        say("listening on %s:%d".formatted(shown(settings.listen().host()), gateway.port()));
        log.debug("the home is locked: {}", lock);
        awaitEnd(stop, gateway, settings);
      }
      return OK;
    } catch (SettingsException | HostKeys.UnusableHostKeyException | UnreadableKeysException e) {
      return fail(WRONG_SETTING, e);
    } catch (WrongStart e) {
      return fail(e.exitCode(), e);
    } catch (EngineException e) {
      return fail(CANNOT_START, e);
    } catch (IOException e) {
      log.debug("the gateway did not start", e);
      say("cannot serve on this address: %s".formatted(e.getMessage()));
      return CANNOT_START;
    }
  }

  /** Without a key nobody can log in, which is safe, but hardly what somebody wants. */
  private static void checkKeys(Path home) throws UnreadableKeysException {
    Path file = home.resolve("keys").resolve("authorized_keys");
    if (AuthorizedKeys.read(file).grants().isEmpty()) {
      say("nobody can log in yet; to let yourself in: cat ~/.ssh/id_ed25519.pub >> " + file);
    }
  }

  /** To be done before the gateway says that it is ready: who reads that may stop it at once. */
  private static CountDownLatch stopOnSignal(Gateway gateway) {
    CountDownLatch stop = new CountDownLatch(1);
    Runnable onSignal =
        () -> {
          if (stop.getCount() > 0) {
            stop.countDown();
          } else {
            gateway.cutOff();
          }
        };
    StopSignals.handle(onSignal);
    return stop;
  }

  private static void awaitEnd(CountDownLatch stop, Gateway gateway, Settings settings) {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    say("stopping");
    gateway.drain(settings.drain().timeout());
  }

  private static String shown(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static int fail(int code, Exception reason) {
    say(String.valueOf(reason.getMessage()));
    return code;
  }

  /** For the operator, at the terminal or in the journal. */
  static void say(String line) {
    System.err.println("hatchway: " + line);
  }
}
