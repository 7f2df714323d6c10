package dev.hatchway.transfer;

import dev.hatchway.model.ExitCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;

/** Serves a tree of files by the old protocol of scp, that of {@code scp -O}. */
public final class ScpServer {
  private static final ExitCode FAILED = new ExitCode(1);

  private final FileTree tree;

  public ScpServer(FileTree tree) {
    this.tree = tree;
  }

  /** Serves the command to its end; refusals are told to the user by the protocol itself. */
  public ExitCode serve(ScpCommand command, InputStream in, OutputStream out) throws IOException {
    ScpWire wire = new ScpWire(in, out);
    try {
      switch (command.direction()) {
        case RECEIVE -> new ScpSink(tree, command, wire).receive();
        case SEND -> new ScpSource(tree, command, wire).send();
      }
    } catch (ProtocolException e) {
      wire.refuse(String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      // Nobody is left to be told.
      wire.fail();
    }
    return wire.isClean() ? ExitCode.OK : FAILED;
  }
}
