package dev.hatchway.docker;

import dev.hatchway.container.EndWatch;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogQuery;
import dev.hatchway.container.ProgramEnd;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * The end of a one-off that was started on its own. That its program was not there is written by
 * the container's init, and nobody is attached to read it, so it is looked for in the log.
 */
record DetachedEnd(EngineApi engine, String container, ExitWatch watch) implements EndWatch {
  /** The init writes one line. */
  private static final LogQuery LAST = new LogQuery(OptionalInt.of(1), Optional.<Instant>empty());

  @Override
  public ProgramEnd await() {
    ProgramEnd end = watch.await();
    if (!watch.isCodeOfStartFailure()) {
      return end;
    }
    try {
      StringJoiner text = new StringJoiner("\n");
      new KeptLog(engine, engine.get("/containers/" + container + "/json"))
          .read(LAST, true, line -> text.add(line.text()));
      return StartFailure.isSign(text.toString()) ? StartFailure.describe(text.toString()) : end;
    } catch (EngineException e) {
      // Without a log the code alone tells.
      return StartFailure.describe(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
