package dev.hatchway.stream;

import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import java.nio.file.Path;

/** Carries the bytes of programs that one client alone is at, and of those that several share. */
public final class Carrier {
  /**
   * What a client that comes later sees of the past: some hundred screens of text, or all that an
   * editor has drawn (product specification, "last screen").
   */
  private static final int LAST_SCREEN = 256 * 1024;

  private static final int NOTHING = 0;

  private final Path spillFolder;

  /**
   * @param spillFolder where the output of clients that lag behind is kept
   */
  public Carrier(Path spillFolder) {
    this.spillFolder = spillFolder;
  }

  /** Returns the same client, but one that need not be waited for; the caller closes it. */
  public LaggingEnd lagging(ClientEnd client) {
    return new LaggingEnd(client, new LagBuffer(spillFolder, LagBuffer.SPILL));
  }

  /**
   * Carries until the program has ended.
   *
   * @param onGone what to do to the program when the client disappears
   */
  public ProgramEnd carry(ClientEnd client, Program program, Runnable onGone) {
    SharedProgram alone = new SharedProgram(program, spillFolder, LagBuffer.SPILL, NOTHING);
    return switch (alone.join(client, Part.STARTER)) {
      case Stay.Over(ProgramEnd.Lost lost) -> {
        // It may go on, but nobody has all of its output any more.
        if (!alone.end().isDone()) {
          onGone.run();
        }
        yield lost;
      }
      case Stay.Over(ProgramEnd end) -> end;
      case Stay.Left _, Stay.LaggedBehind _ -> {
        onGone.run();
        yield alone.awaitEnd();
      }
    };
  }

  /** Makes it possible that further clients come to a program. */
  public SharedProgram share(Program program) {
    return new SharedProgram(program, spillFolder, LagBuffer.SPILL, LAST_SCREEN);
  }
}
