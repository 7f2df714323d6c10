package dev.hatchway.session;

import dev.hatchway.container.Output;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.ClientInput;
import dev.hatchway.stream.ClientOutput;
import dev.hatchway.transfer.ScpCommand;
import dev.hatchway.transfer.ScpServer;
import dev.hatchway.transfer.SftpServer;
import dev.hatchway.upload.Inbox;
import dev.hatchway.upload.Inboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that a client puts into, or gets from, its inbox. */
public final class Transfers {
  private static final Logger log = LoggerFactory.getLogger(Transfers.class);

  private final Inboxes inboxes;
  private final InstantSource clock;

  public Transfers(Inboxes inboxes, InstantSource clock) {
    this.inboxes = inboxes;
    this.clock = clock;
  }

  ExitCode serve(Visit visit, ScpCommand command) {
    Inbox inbox = inbox(visit);
    return carry(visit, (in, out) -> new ScpServer(inbox).serve(command, in, out));
  }

  ExitCode serve(Visit visit) {
    Inbox inbox = inbox(visit);
    return carry(
        visit, (in, out) -> new SftpServer(inbox, clock, visit.voice()::problem).serve(in, out));
  }

  private Inbox inbox(Visit visit) {
    try {
      return inboxes.of(visit.client().grant().user(), visit.name());
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
