package dev.hatchway.session;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Inside;
import dev.hatchway.container.Output;
import dev.hatchway.inside.ContainerTree;
import dev.hatchway.inside.Spool;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import dev.hatchway.stream.ClientInput;
import dev.hatchway.stream.ClientOutput;
import dev.hatchway.transfer.FileTree;
import dev.hatchway.transfer.RecordedTree;
import dev.hatchway.transfer.RsyncCommand;
import dev.hatchway.transfer.RsyncServer;
import dev.hatchway.transfer.ScpCommand;
import dev.hatchway.transfer.ScpServer;
import dev.hatchway.transfer.SftpServer;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that a client puts into, or gets from, its inbox or a container. */
public final class Transfers {
  private static final Logger log = LoggerFactory.getLogger(Transfers.class);

  private final ExpiredUploads inboxes;
  private final Spool spool;
  private final InstantSource clock;

  /**
   * @param spool for files on their way into containers
   */
  public Transfers(ExpiredUploads inboxes, Spool spool, InstantSource clock) {
    this.inboxes = inboxes;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * Serves the files of an app's account: the inbox, and the containers behind their names.
   *
   * @param doors to the containers
   */
  ExitCode serve(Visit visit, FileProtocol protocol, Doors doors) throws Refusal {
    var tree = new AccountTree(inbox(visit), target -> container(visit, doors, target));
    return serve(visit, protocol, tree);
  }

  /** Serves the files of one container. */
  ExitCode serve(Visit visit, FileProtocol protocol, Inside inside) throws Refusal {
    return serve(visit, protocol, ContainerTree.of(inside, visit.session(), spool));
  }

  private ExitCode serve(Visit visit, FileProtocol protocol, FileTree files) throws Refusal {
    FileTree tree = new RecordedTree(files, visit.log());
    return switch (protocol) {
      case FileProtocol.Sftp() ->
          carry(
              visit,
              (in, out) -> new SftpServer(tree, clock, visit.voice()::problem).serve(in, out));
      case FileProtocol.Scp(ScpCommand command) ->
          carry(visit, (in, out) -> new ScpServer(tree).serve(command, in, out));
      case FileProtocol.Rsync(RsyncCommand.Refused(String reason)) ->
          throw new Refusal(ExitCode.USAGE, reason);
      case FileProtocol.Rsync(RsyncCommand.Serve command) ->
          carry(
              visit,
              (in, out) -> new RsyncServer(tree, visit.voice()::problem).serve(command, in, out));
    };
  }

  /** Leads into the containers of an app. */
  @FunctionalInterface
  interface Doors {
    Inside open(Target target) throws Refusal;
  }

  private FileTree container(Visit visit, Doors doors, Target target) throws TransferException {
    try {
      return ContainerTree.of(doors.open(target), visit.session(), spool);
    } catch (Refusal e) {
      throw e.code().equals(ExitCode.REFUSED)
          ? TransferException.denied(e.text())
          : TransferException.failure(e.text());
    } catch (EngineException.Away e) {
      log.warn("files cannot be reached: {}", e.getMessage());
      throw TransferException.failure(
          "the container engine does not answer; try again in a moment");
    } catch (EngineException e) {
      throw TransferException.failure("the container engine refused: " + e.getMessage());
    }
  }

  private FileTree inbox(Visit visit) {
    try {
      return inboxes.inboxOf(visit);
    } catch (IOException e) {
      throw new UncheckedIOException("an inbox cannot be opened", e);
    }
  }

  private static ExitCode carry(Visit visit, Protocol protocol) {
    var end = visit.client().end();
    try (var in = new ClientInput(end);
        var out = new ClientOutput(end, Output.OUT)) {
      ExitCode code = protocol.serve(in, out);
      end.flush();
      return code;
    } catch (IOException e) {
      log.debug("a transfer broke off: {}", e.getMessage());
      return ExitCode.GATEWAY_FAILED;
    }
  }

  /** A protocol on a pair of streams. */
  @FunctionalInterface
  private interface Protocol {
    ExitCode serve(ClientInput in, ClientOutput out) throws IOException;
  }
}
