package dev.hatchway.inside;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.EnterPlan;
import dev.hatchway.container.Inside;
import dev.hatchway.container.Output;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.transfer.TransferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of a container's image, run as root there, as the archives are unpacked: what archives
 * cannot do, they do. Only for containers that run.
 *
 * @param session the id of the session, by which the processes are found again
 */
record Tools(Inside inside, String session) {
  private static final Logger log = LoggerFactory.getLogger(Tools.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int PIECE = 64 * 1024;

  /** A folder of 100,000 files has some 10 MB of list. */
  private static final int MOST_OUTPUT = 64 * 1024 * 1024;

  private static final int MOST_ERRORS = 4096;

  /** Messages in English, names as bytes. */
  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

  /** Takes what a tool writes. */
  @FunctionalInterface
  interface Sink {
    void take(ByteBuffer bytes) throws IOException;
  }

  /** Runs a tool whose output is not looked at. */
  void run(String path, List<String> words) throws TransferException {
    run(path, "/", words, Optional.empty(), _ -> {});
  }

  /** Runs a tool in a folder and returns what it writes. */
  String outputOf(String path, String folder, List<String> words) throws TransferException {
    var output = new ByteArrayOutputStream();
    run(
        path,
        folder,
        words,
        Optional.empty(),
        bytes -> {
          if (output.size() + bytes.remaining() > MOST_OUTPUT) {
            throw new IOException("too much to be listed");
          }
          byte[] piece = new byte[bytes.remaining()];
          bytes.get(piece);
          output.writeBytes(piece);
        });
    return output.toString(StandardCharsets.UTF_8);
  }

  /**
   * Runs a tool.
   *
   * @param path of the file that it is about, for messages
   * @param input what it reads; empty: nothing
   * @throws TransferException if it cannot be run, with what is missing, or fails, with its own
   *     words
   */
  void run(String path, String folder, List<String> words, Optional<FileChannel> input, Sink sink)
      throws TransferException {
    var errors = new ByteArrayOutputStream();
    try (Program program = inside.enter(plan(folder, words))) {
      try {
        Thread.ofVirtual().name("tool-input").start(() -> feed(program, input));
        program.readOutput(
            (output, bytes) -> {
              if (output == Output.OUT) {
                sink.take(bytes);
              } else {
                keep(errors, bytes);
              }
              bytes.position(bytes.limit());
            });
        check(path, words, program.awaitEnd(), errors.toString(StandardCharsets.UTF_8));
      } finally {
        program.end(PATIENCE);
      }
    } catch (EngineException e) {
      throw failed(path, e);
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  private static void keep(ByteArrayOutputStream errors, ByteBuffer bytes) {
    byte[] piece = new byte[Math.min(bytes.remaining(), MOST_ERRORS - errors.size())];
    bytes.get(piece);
    errors.writeBytes(piece);
  }

  private EnterPlan plan(String folder, List<String> words) {
    return new EnterPlan(
        words, ENVIRONMENT, Optional.of("0:0"), Optional.of(folder), Optional.empty(), session);
  }

  private static void feed(Program program, Optional<FileChannel> input) {
    try {
      if (input.isPresent()) {
        byte[] piece = new byte[PIECE];
        ByteBuffer buffer = ByteBuffer.wrap(piece);
        for (long at = 0; input.get().read(buffer, at) > 0; buffer.clear()) {
          program.writeInput(piece, 0, buffer.position());
          at += buffer.position();
        }
      }
      program.endInput();
    } catch (IOException e) {
      // The tool has ended, and says itself why.
      log.debug("a tool did not take its input: {}", e.getMessage());
    }
  }

  private static void check(String path, List<String> words, ProgramEnd end, String errors)
      throws TransferException {
    switch (end) {
      case ProgramEnd.NotStarted _ -> throw missing(path, words.getFirst());
      case ProgramEnd.Lost(String reason) -> throw TransferException.failure(path + ": " + reason);
      case ProgramEnd.Exited(var code, var _) -> {
        if (code.value() != 0) {
          throw refused(path, errors);
        }
      }
    }
  }

  private static TransferException missing(String path, String tool) {
    return TransferException.unsupported(
        "%s: operation unsupported: it needs `%s`, which the image does not have"
            .formatted(path, tool));
  }

  /**
   * A tool's last line ends with the reason: {@code rm: can't remove '/x': Read-only file system}.
   */
  private static TransferException refused(String path, String errors) {
    String last = errors.strip().lines().reduce("", (_, line) -> line);
    String reason = last.substring(last.lastIndexOf(": ") + 1).strip();
    if (last.contains("No such file or directory")) {
      return TransferException.noSuchFile(path);
    }
    return last.contains("Permission denied") || last.contains("Read-only")
        ? TransferException.denied(path + ": " + reason)
        : TransferException.failure(path + ": " + (reason.isEmpty() ? "failed" : reason));
  }

  private static TransferException failed(String path, EngineException e) {
    return switch (e) {
      case EngineException.Away _ ->
          TransferException.failure(path + ": the container engine does not answer");
      case EngineException.Conflict _, EngineException.Gone _ ->
          TransferException.unsupported(
              path + ": operation unsupported: the container does not run");
      default -> TransferException.failure(path + ": " + e.getMessage());
    };
  }
}
