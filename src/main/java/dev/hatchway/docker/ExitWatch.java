package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EndWatch;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a container's main program, as the engine tells whoever has asked to wait for it. */
final class ExitWatch implements EndWatch {
  private static final Logger log = LoggerFactory.getLogger(ExitWatch.class);
  private static final int UNKNOWN = -1;

  private final EngineApi engine;
  private final String container;
  private final Response wait;
  private final Fate fate;
  private int code = UNKNOWN;

  private ExitWatch(EngineApi engine, String container, Response wait, Fate fate) {
    this.engine = engine;
    this.container = container;
    this.wait = wait;
    this.fate = fate;
  }

  /** Asks for the end of the next run; asked for before the start. */
  static ExitWatch ofNextRun(EngineApi engine, Fates fates, String container) {
    return open(engine, fates, container, "next-exit");
  }

  /** Asks for the end of this run; it is told at once if it is over. */
  static ExitWatch ofThisRun(EngineApi engine, Fates fates, String container) {
    return open(engine, fates, container, "not-running");
  }

  private static ExitWatch open(EngineApi engine, Fates fates, String container, String condition) {
    String path = "/containers/%s/wait?condition=%s".formatted(container, condition);
    Fate fate = fates.follow(container);
    try {
      return new ExitWatch(engine, container, engine.open(Request.Method.POST, path), fate);
    } catch (RuntimeException e) {
      fate.close();
      throw e;
    }
  }

  /** What the engine's events say of the container since the watch began. */
  Fate fate() {
    return fate;
  }

  /** Returns whether the engine has told the end, waiting until it does or breaks off. */
  boolean isTold() {
    return code() >= 0;
  }

  @Override
  public ProgramEnd await() {
    int ended = code();
    if (ended < 0) {
      return new ProgramEnd.Lost(whatBecameOfIt());
    }
    ProgramEnd.Cause cause = fate.ofMainProgram(ended);
    if (cause == ProgramEnd.Cause.STOPPED && isEngineLeaving()) {
      return new ProgramEnd.Lost("the container engine was stopped");
    }
    boolean killed = ended == ExitCode.KILLED.value() && cause == ProgramEnd.Cause.OWN;
    return new ProgramEnd.Exited(
        new ExitCode(ended & 0xFF),
        killed && ranOutOfMemory() ? ProgramEnd.Cause.OUT_OF_MEMORY : cause);
  }

  /** An engine that is stopped stops its containers first, and takes no calls meanwhile. */
  private boolean isEngineLeaving() {
    try {
      engine.ping();
      return false;
    } catch (EngineException e) {
      return true;
    }
  }

  /** Returns whether the program ended with a code that also stands for one that never ran. */
  boolean isCodeOfStartFailure() {
    int ended = code();
    return ended == ExitCode.NOT_FOUND.value() || ended == ExitCode.NOT_EXECUTABLE.value();
  }

  @Override
  public void close() {
    wait.close();
    fate.close();
  }

  /** Waits for the program's end; -1 if the engine went away or the container with it. */
  private synchronized int code() {
    if (code == UNKNOWN) {
      try {
        byte[] body = wait.getBody().readAllBytes();
        JsonNode answer = engine.mapper().readTree(body);
        code = answer.path("StatusCode").asInt(UNKNOWN);
      } catch (IOException | RuntimeException e) {
        log.debug("the end of {} was not told: {}", container, e.getMessage());
      }
    }
    return code;
  }

  private String whatBecameOfIt() {
    try {
      engine.get("/containers/" + container + "/json");
      return "the container engine lost the program";
    } catch (EngineException.Gone e) {
      return "the container was removed";
    } catch (EngineException e) {
      return "the container engine does not answer";
    }
  }

  private boolean ranOutOfMemory() {
    try {
      return engine
          .get("/containers/" + container + "/json")
          .path("State")
          .path("OOMKilled")
          .asBoolean();
    } catch (EngineException e) {
      return false;
    }
  }
}
