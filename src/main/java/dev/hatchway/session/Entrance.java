package dev.hatchway.session;

import dev.hatchway.command.Execution;
import dev.hatchway.command.Program;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.EnterPlan;
import dev.hatchway.container.Inside;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Terminal;
import dev.hatchway.stream.Carrier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way into a container that runs: a program there, and an end to all that it started. */
public final class Entrance {
  /** Between TERM and KILL; with the KILL the tree is gone within 2 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Carrier carrier;
  private final Transfers transfers;
  private final Afterwards afterwards;

  public Entrance(Carrier carrier, Transfers transfers, Afterwards afterwards) {
    this.carrier = carrier;
    this.transfers = transfers;
    this.afterwards = afterwards;
  }

  /**
   * Carries a program until it ends, or files if it is they that the client wants.
   *
   * @param name of the container, for messages
   */
  ExitCode enter(
      Visit visit, Inside inside, ProcessName name, Execution execution, Narrator narrator)
      throws Refusal {
    Optional<FileProtocol> files = visit.client().request().files();
    try {
      if (files.isPresent() && !isServedByImage(files.get(), inside)) {
        return transfers.serve(visit, files.get(), inside);
      }
      Program wanted = program(visit, inside, execution);
      EnterPlan plan =
          new EnterPlan(
              words(inside, wanted, narrator),
              execution.environment(),
              execution.user(),
              execution.workdir(),
              // A terminal would change the bytes of the protocol.
              files.isPresent() ? Optional.<Terminal>empty() : visit.client().terminal(),
              visit.session());
      return carry(visit, inside, name, plan, wanted);
    } catch (EngineException.Conflict | EngineException.Gone e) {
      throw new Refusal(
          ExitCode.GATEWAY_FAILED, "%s cannot be entered: %s".formatted(name, e.getMessage()));
    }
  }

  /** A program of the image, where it runs, sees what its processes see. */
  private static boolean isServedByImage(FileProtocol protocol, Inside inside) {
    return inside.files().isRunning()
        && switch (protocol) {
          case FileProtocol.Sftp() -> inside.sftpServer().isPresent();
          case FileProtocol.Scp _ -> inside.has("scp");
          case FileProtocol.Rsync _ -> inside.has("rsync");
        };
  }

  private static Program program(Visit visit, Inside inside, Execution execution) {
    return visit.client().request() instanceof Request.Sftp
        ? inside
            .sftpServer()
            .<Program>map(path -> new Program.Words(List.of(path)))
            .orElse(execution.program())
        : execution.program();
  }

  private ExitCode carry(
      Visit visit, Inside inside, ProcessName name, EnterPlan plan, Program wanted) {
    try (var program = inside.enter(plan)) {
      ProgramEnd end = carrier.carry(visit.client().end(), program, () -> program.end(PATIENCE));
      // What the program left behind ends with the session.
      afterwards.run(() -> program.end(PATIENCE));
      return new Ending(visit, wanted).within(name, end);
    }
  }

  private static List<String> words(Inside inside, Program program, Narrator narrator)
      throws Refusal {
    List<String> words =
        switch (program) {
          case Program.Words(List<String> given) -> given;
          case Program.ShellText(String text) -> List.of("/bin/sh", "-c", text);
          case Program.AnyShell() -> List.of(narrator.shell(inside.shell()));
        };
    narrator.hintAtTerminal(words);
    return words;
  }
}
