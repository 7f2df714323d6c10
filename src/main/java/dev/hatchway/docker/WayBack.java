package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Outage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * The way back to a program whose connection to the engine broke off. An engine that is back reads
 * at once what its programs wrote while it was away, and has nobody to hand it to but the log, so
 * the log fills the gap. It is read by time, because it lacks the unfinished line of before: no
 * count of bytes fits it. What was logged before the break has been handed over, and what was
 * logged before the new attach will not be: nothing comes twice.
 */
final class WayBack {
  /**
   * Between a byte's way to whoever is attached and its line's way to the log lie some milliseconds
   * (measured: 0 to 3). If nothing was logged for so long, nothing is on the way.
   */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** A program that writes all the time is not waited for longer than half a second. */
  private static final int MOST_GLANCES = 20;

  private static final Duration GLANCE = Duration.ofMillis(25);

  private final EngineApi engine;
  private final Fates fates;
  private final String container;
  private final boolean terminal;
  private final boolean input;

  WayBack(EngineApi engine, Fates fates, String container, boolean terminal, boolean input) {
    this.engine = engine;
    this.fates = fates;
    this.container = container;
    this.terminal = terminal;
    this.input = input;
  }

  /**
   * A connection that broke off.
   *
   * @param whole whether it did between two pieces of output
   */
  record Break(Instant when, boolean whole) {}

  /** The program, connected anew, and what is to be told of it. */
  record Found(OneOffProgram program, Outage outage) {}

  /**
   * Connects to the program anew.
   *
   * @throws EngineException if the engine is away or has the container no more
   */
  Found find(Break broke) {
    JsonNode state = engine.get("/containers/" + container + "/json").path("State");
    ExitWatch watch = ExitWatch.ofThisRun(engine, fates, container);
    try {
      return state.path("Running").asBoolean() ? running(broke, watch) : ended(broke, watch);
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private Found running(Break broke, ExitWatch watch) {
    Instant quiet = awaitQuiet();
    Instant attaching = Instant.now();
    ByteStream now =
        engine.upgrade(
            "/containers/%s/attach?stream=1&stdin=%d&stdout=1&stderr=1&detachKeys=%s"
                .formatted(container, input ? 1 : 0, DetachKeys.OF_ATTACH),
            "");
    try {
      boolean exact =
          broke.whole()
              && isQuiet(broke.when().minus(QUIET), broke.when())
              && isQuiet(quiet.minus(QUIET), Instant.now());
      Outage outage = exact ? Outage.OVER : Outage.OVER_WITH_GAP;
      return new Found(program(filled(broke.when(), attaching, now), watch), outage);
    } catch (RuntimeException e) {
      now.close();
      throw e;
    }
  }

  private Found ended(Break broke, ExitWatch watch) {
    return new Found(
        program(filled(broke.when(), Instant.now(), new NothingMore()), watch),
        Outage.OVER_AND_ENDED);
  }

  private OneOffProgram program(ByteStream stream, ExitWatch watch) {
    return new OneOffProgram(engine, container, new ProgramStream(stream, terminal), watch);
  }

  /** A log that cannot be read, or has times of another clock, fills nothing. */
  private ByteStream filled(Instant from, Instant until, ByteStream now) {
    if (!engine.isOnThisMachine()) {
      return now;
    }
    try {
      return new ContinuedStream(new KeptOutput(log(from, until)), now);
    } catch (EngineException.Away | EngineException.Gone e) {
      throw e;
    } catch (EngineException e) {
      return now;
    }
  }

  /** Returns the end of a moment without a line, or of the patience. */
  private Instant awaitQuiet() {
    Instant now = Instant.now();
    for (int glance = 1; glance < MOST_GLANCES && !isQuiet(now.minus(QUIET), now); glance++) {
      Pause.of(GLANCE);
      now = Instant.now();
    }
    return now;
  }

  /** Returns whether it is certain that nothing was logged in that time. */
  private boolean isQuiet(Instant from, Instant until) {
    if (!engine.isOnThisMachine()) {
      return false;
    }
    try (Response log = log(from, until)) {
      return log.getBody().read() < 0;
    } catch (EngineException.Away | EngineException.Gone e) {
      throw e;
    } catch (EngineException | IOException e) {
      return false;
    }
  }

  private Response log(Instant from, Instant until) {
    return engine.open(
        Request.Method.GET,
        "/containers/%s/logs?stdout=1&stderr=1&since=%s&until=%s"
            .formatted(container, seconds(from), seconds(until)));
  }

  private static String seconds(Instant time) {
    return "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
  }

  /** The streams of a program that has ended. */
  private static final class NothingMore implements ByteStream {
    @Override
    public int read(ByteBuffer buffer) {
      return -1;
    }

    @Override
    public void write(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public void endInput() {
      // There is none.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
