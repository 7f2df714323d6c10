package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's events, followed anew whenever they break off. A connection that is dead without
 * having been ended looks like an engine where nothing happens, so now and then the engine is asked
 * whether that is so.
 */
final class EngineEvents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EngineEvents.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  /** So old at most, and a little more, is a picture that nobody tells to be old. */
  private static final Duration DOUBT = Duration.ofSeconds(10);

  /** What is not heard of within this time has not been told; events take 10 ms (measured). */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

  private static final long NANOS = 1_000_000_000L;

  private final EngineApi engine;
  private final Reader reader;
  private final Thread followThread = Thread.ofVirtual().name("engine-events").unstarted(this::run);
  private final Thread doubtThread = Thread.ofVirtual().name("event-doubt").unstarted(this::doubt);
  private volatile boolean closed;
  private volatile @Nullable Response events;

  /** When the last event was that was heard, in nanoseconds since 1970; 0: none was. */
  private long last;

  EngineEvents(EngineApi engine, Reader reader) {
    this.engine = engine;
    this.reader = reader;
  }

  /** Hears the events, on one thread. */
  interface Reader {
    /** From now on every event is heard; what happened before has to be read. */
    void begin();

    void take(EngineEvent event);

    /** From now on nothing is heard, until the next beginning. */
    void brokeOff();

    /** Returns the containers of which a list says something else than was heard. */
    Set<String> unheard(JsonNode list);
  }

  void start() {
    followThread.start();
    doubtThread.start();
  }

  @Override
  public void close() {
    closed = true;
    doubtThread.interrupt();
    renew();
  }

  private void run() {
    boolean told = false;
    while (!closed) {
      try (Response response = engine.open(Request.Method.GET, EngineEvent.PATH + since())) {
        events = response;
        learnOfEngine();
        reader.begin();
        told = false;
        read(response);
      } catch (EngineException | IOException e) {
        if (!closed && !told) {
          log.warn("the engine's events broke off: {}", e.getMessage());
        }
        told = true;
      } catch (RuntimeException e) {
        // Whatever it is, a catalogue that nobody keeps current would be worse.
        log.error("the engine's events cannot be followed", e);
      }
      reader.brokeOff();
      Pause.of(RETRY);
    }
  }

  private void read(Response response) throws IOException {
    try (MappingIterator<JsonNode> iterator =
        engine.mapper().readerFor(JsonNode.class).readValues(response.getBody())) {
      while (!closed && iterator.hasNextValue()) {
        JsonNode event = iterator.nextValue();
        last = event.path("timeNano").asLong(last);
        reader.take(EngineEvent.of(event));
      }
    }
  }

  /**
   * What has happened since the last event is told again, as far as the engine still knows: it
   * keeps some hundred events, and none over its own restart.
   */
  private String since() {
    long next = last + 1;
    return last == 0 ? "" : "&since=%d.%09d".formatted(next / NANOS, next % NANOS);
  }

  /** An engine that came back may be another one than before. */
  private void learnOfEngine() {
    try {
      engine.info();
    } catch (EngineException.Away e) {
      throw e;
    } catch (EngineException e) {
      log.warn("the engine does not tell about itself: {}", e.getMessage());
    }
  }

  private void doubt() {
    try {
      while (!closed) {
        Thread.sleep(DOUBT);
        if (isSilent()) {
          log.warn("the engine's events have fallen silent; they are followed anew");
          renew();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Twice, because what has just happened may not have been heard yet. */
  private boolean isSilent() throws InterruptedException {
    try {
      Set<String> unheard = reader.unheard(list());
      if (unheard.isEmpty()) {
        return false;
      }
      Thread.sleep(SECOND_LOOK);
      return reader.unheard(list()).stream().anyMatch(unheard::contains);
    } catch (EngineException e) {
      // Away, or too busy to tell: the next list that comes will say whether anything was missed.
      return false;
    }
  }

  private JsonNode list() {
    return engine.get("/containers/json?all=1");
  }

  private void renew() {
    Response open = events;
    if (open != null) {
      open.close();
    }
  }
}
