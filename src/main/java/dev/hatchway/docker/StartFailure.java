package dev.hatchway.docker;

import dev.hatchway.container.Output;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells a program that never ran from one that ran and failed. The engine writes the reason into
 * the program's own output ({@code OCI runtime exec failed: …} on standard output, or that of its
 * init, {@code [FATAL tini (7)] exec …}, on standard error; measured on 20.10), so the first bytes
 * that look like it are held back until the end tells.
 */
final class StartFailure {
  private static final List<String> SIGNS =
      List.of(
          "OCI runtime exec failed",
          "unable to find user",
          "unable to find group",
          "[FATAL tini (");
  private static final int MOST = 4096;
  private static final String NOT_THERE_OF_RUNTIME = "no such file or directory";

  /** Then it is the working directory that is not there. */
  private static final String WRONG_FOLDER = "chdir to cwd";

  private static final String NOT_THERE_OF_PATH = "executable file not found";

  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
  private Output heldFrom = Output.OUT;
  private boolean decided;

  /** Passes output on to the sink, except for a beginning that may be the engine's own. */
  void pass(Output output, ByteBuffer bytes, OutputSink sink) throws IOException {
    if (decided) {
      sink.accept(output, bytes);
      return;
    }
    if (held.size() > 0 && output != heldFrom) {
      release(sink);
      sink.accept(output, bytes);
      return;
    }
    heldFrom = output;
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    held.writeBytes(copy);
    if (!looksLikeFailure()) {
      release(sink);
    }
  }

  /** Gives out what was held back: it was the program's after all. */
  void release(OutputSink sink) throws IOException {
    decided = true;
    if (held.size() > 0) {
      sink.accept(heldFrom, ByteBuffer.wrap(held.toByteArray()));
      held.reset();
    }
  }

  /** Returns whether something was held back until the end. */
  boolean isSuspected() {
    return !decided && held.size() > 0;
  }

  /** What the text that was held back says. */
  ProgramEnd.NotStarted end() {
    return describe(held.toString(StandardCharsets.UTF_8).strip());
  }

  /** Reads the engine's reason why a program did not start. */
  static ProgramEnd.NotStarted describe(String reason) {
    String text = reason.toLowerCase(java.util.Locale.ROOT);
    boolean notThere =
        !text.contains(WRONG_FOLDER)
            && (text.contains(NOT_THERE_OF_RUNTIME) || text.contains(NOT_THERE_OF_PATH));
    return new ProgramEnd.NotStarted(
        notThere ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE, reason);
  }

  private boolean looksLikeFailure() {
    if (held.size() > MOST) {
      return false;
    }
    String text = held.toString(StandardCharsets.UTF_8);
    return SIGNS.stream().anyMatch(sign -> text.startsWith(sign) || sign.startsWith(text));
  }
}
