package dev.hatchway;

import dev.hatchway.config.Settings;
import dev.hatchway.docker.EngineAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * A gateway that is like any other but for its time of day, which a file moves. The system's own
 * clock is everybody's, and libfaketime, which moves it for one program, makes Java too slow.
 */
final class MovedClockGateway {
  private MovedClockGateway() {}

  /** The program that serves a home; what the file says is added to the time. */
  static Program program(Home home, Path shift) {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    String code = "target/hatchway.jar:target/test-classes";
    return home.machine()
        .program(
            java.toString(),
            "-cp",
            code,
            MovedClockGateway.class.getName(),
            home.folder().toString(),
            shift.toString());
  }

  /** Takes the home and the file. */
  public static void main(String[] words) throws Exception {
    Options options = new Options(words[0], "127.0.0.1:0", "");
    Path shift = Path.of(words[1]);
    InstantSource system = InstantSource.system();
    InstantSource moved = () -> system.instant().plus(Duration.parse(Home.read(shift)));
    CountDownLatch stop = new CountDownLatch(1);
    StopSignals.handle(stop::countDown);
    Settings settings = options.settings();
    EngineAddress engine = options.engine(settings);
    Path home = options.homeFolder();
    try (HomeLock _ = HomeLock.take(home);
        Gateway gateway = Gateway.start(home, settings, engine, moved)) {
      Serve.say("listening on 127.0.0.1:" + gateway.port());
      stop.await();
      gateway.drain(settings.drain().timeout());
    }
  }
}
