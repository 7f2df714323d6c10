package dev.hatchway.session;

import dev.hatchway.command.Execution;
import dev.hatchway.command.Program;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.EnterPlan;
import dev.hatchway.container.Inside;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Login;
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
  private final Afterwards afterwards;

  public Entrance(Carrier carrier, Afterwards afterwards) {
    this.carrier = carrier;
    this.afterwards = afterwards;
  }

  /**
   * Carries a program until it ends.
   *
   * @param name of the container, for messages
   */
  ExitCode enter(
      Visit visit, Inside inside, ProcessName name, Execution execution, Narrator narrator)
      throws Refusal {
    boolean files = visit.client().request() instanceof Request.Sftp;
    try {
      Program wanted = files ? sftpServer(visit, inside) : execution.program();
      EnterPlan plan =
          new EnterPlan(
              words(inside, wanted, narrator),
              execution.environment(),
              execution.user(),
              execution.workdir(),
              // A terminal would change the bytes of the protocol.
              files ? Optional.<Terminal>empty() : visit.client().terminal(),
              visit.session());
      return carry(visit, inside, name, plan, wanted);
    } catch (EngineException.Conflict | EngineException.Gone e) {
      throw new Refusal(
          ExitCode.GATEWAY_FAILED, "%s cannot be entered: %s".formatted(name, e.getMessage()));
    }
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

  /** Files of a container go through a program of its image, as they do where sshd runs. */
  private static Program sftpServer(Visit visit, Inside inside) throws Refusal {
    Optional<String> path = inside.sftpServer();
    if (path.isEmpty()) {
      String login =
          visit.client().login() instanceof Login.OfProcess(String app, String process)
              ? app + "+" + process
              : visit.name().value();
      throw new Refusal(
          ExitCode.NOT_FOUND,
          "no sftp-server in the image of %s. If it has scp: scp -O; if it has tar: tar -c FILE | %s %s@host tar -x"
              .formatted(visit.name(), visit.client().ssh(), login));
    }
    return new Program.Words(List.of(path.get()));
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
