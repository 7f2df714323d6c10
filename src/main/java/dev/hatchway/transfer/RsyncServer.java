package dev.hatchway.transfer;

import dev.hatchway.model.ExitCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.function.Consumer;

/** Serves a tree of files by the protocol of rsync, version 30. */
public final class RsyncServer {
  /** What rsync(1) calls "Protocol incompatibility". */
  private static final ExitCode INCOMPATIBLE = new ExitCode(2);

  private final FileTree tree;
  private final Consumer<String> problem;

  /**
   * @param problem is told what the protocol has no place for yet
   */
  public RsyncServer(FileTree tree, Consumer<String> problem) {
    this.tree = tree;
    this.problem = problem;
  }

  /** Serves the command to its end; refusals are told to the user by the protocol itself. */
  public ExitCode serve(RsyncCommand.Serve command, InputStream in, OutputStream out)
      throws IOException {
    RsyncOutput output = new RsyncOutput(out);
    RsyncInput input = new RsyncInput(in, output);
    boolean safe = command.options().features().indexOf(RsyncProtocol.SAFE_LIST_LETTER) >= 0;
    try {
      output.integer(RsyncProtocol.VERSION);
      int version = input.integer();
      if (version < RsyncProtocol.VERSION || version > RsyncProtocol.MOST_VERSION) {
        problem.accept("rsync: an rsync of version 3.0 or later is needed");
        return INCOMPATIBLE;
      }
      output.variable(safe ? RsyncProtocol.SAFE_LIST : 0);
      // The seed of sums of blocks, of which none are used.
      output.integer(1);
      output.beginFrames();
      input.beginFrames();
      carry(command, safe, input, output);
      output.flush();
    } catch (ProtocolException e) {
      output.giveUp(String.valueOf(e.getMessage()), INCOMPATIBLE.value());
      return INCOMPATIBLE;
    } catch (EOFException e) {
      // Nobody is left to be told.
      return new ExitCode(RsyncProtocol.PARTIAL);
    }
    return new ExitCode(output.code());
  }

  private void carry(RsyncCommand.Serve command, boolean safe, RsyncInput input, RsyncOutput output)
      throws IOException {
    boolean compressed = command.options().compresses();
    try (RsyncLiterals literals =
        compressed ? new RsyncDeflatedLiterals() : new RsyncPlainLiterals()) {
      if (command.sends()) {
        new RsyncSender(tree, command, input, output, literals).send(safe);
      } else {
        new RsyncReceiver(tree, command, input, output, literals).receive();
      }
    }
  }
}
