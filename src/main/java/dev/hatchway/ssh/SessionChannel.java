package dev.hatchway.ssh;

import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Terminal;
import dev.hatchway.model.Window;
import dev.hatchway.session.Request;
import dev.hatchway.stream.ClientEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * A session channel (RFC 4254, 6): collects what the client asks for one by one and, with the reply
 * to its shell, exec or subsystem request, hands all of it on at once. It needs none of the
 * library's commands, whose base class names its thread after the command line.
 *
 * <p>At the end the exit status goes out before end-of-file: a client that stops reading there
 * would otherwise report success for a program that failed.
 */
final class SessionChannel extends ChannelSession {
  /** A client that has not answered a close by then hangs. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** Whoever has it, and not empty, wants no colours (no-color.org). */
  private static final String NO_COLOR = "NO_COLOR";

  private final Door door;
  private final MinaClientEnd end = new MinaClientEnd(this);
  private @Nullable Terminal terminal;
  private @Nullable Request request;
  private boolean colourless;
  private boolean started;

  SessionChannel(Door door) {
    this.door = door;
  }

  MinaClientEnd end() {
    return end;
  }

  Optional<Terminal> terminal() {
    return Optional.ofNullable(terminal);
  }

  /** Returns whether the client has said that it wants no colours. */
  boolean isColourless() {
    return colourless;
  }

  /**
   * Ends the session: the status, then end-of-file, then close. Returns when the client has closed
   * its side too, and so has read all of it.
   */
  void finish(ExitCode code) {
    try {
      if (!isClosing()) {
        sendExitStatus(code.value());
        sendEof();
        close(false).await(CLOSE_PATIENCE);
      }
    } catch (IOException e) {
      // The client is gone and will not learn the status.
      close(true);
    }
  }

  @Override
  protected RequestHandler.Result handlePtyReqParsed(
      String term, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes) {
    if (started || !door.mayAllocateTerminal(getServerSession())) {
      return RequestHandler.Result.ReplyFailure;
    }
    terminal = new Terminal(term, new Window(columns, rows));
    return RequestHandler.Result.ReplySuccess;
  }

  @Override
  protected RequestHandler.Result handleWindowChangeParsed(
      int columns, int rows, int width, int height) {
    Window window = new Window(columns, rows);
    if (started) {
      end.post(new ClientEvent.Resized(window));
    } else if (terminal != null) {
      terminal = new Terminal(terminal.type(), window);
    }
    return RequestHandler.Result.ReplySuccess;
  }

  @Override
  protected RequestHandler.Result handleSignalParsed(String name) {
    if (!started || !Signals.isKnown(name)) {
      return RequestHandler.Result.ReplyFailure;
    }
    end.post(new ClientEvent.Signalled(name));
    return RequestHandler.Result.ReplySuccess;
  }

  /** A break is what Ctrl-C is on a serial line (RFC 4335). */
  @Override
  protected RequestHandler.Result handleBreakParsed(long breakLength) {
    return handleSignalParsed(Signals.INTERRUPT);
  }

  /** No variable of the client's reaches a copy of production; one is a wish to the gateway. */
  @Override
  protected RequestHandler.Result handleEnvParsed(String name, String value) {
    if (started || !name.equals(NO_COLOR)) {
      return RequestHandler.Result.ReplyFailure;
    }
    colourless = !value.isEmpty();
    return RequestHandler.Result.ReplySuccess;
  }

  @Override
  protected RequestHandler.Result handleShellParsed(String kind) {
    return accept(new Request.Shell());
  }

  @Override
  protected RequestHandler.Result handleExec(String kind, Buffer buffer, boolean wantReply) {
    byte[] line = buffer.getBytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return accept(new Request.Exec(text));
    } catch (CharacterCodingException e) {
      return accept(new Request.Unreadable());
    }
  }

  @Override
  protected RequestHandler.Result handleSubsystemParsed(String kind, String name) {
    return name.equals(Request.Sftp.NAME)
        ? accept(new Request.Sftp())
        : RequestHandler.Result.ReplyFailure;
  }

  private RequestHandler.Result accept(Request wanted) {
    if (isClosing() || request != null) {
      return RequestHandler.Result.ReplyFailure;
    }
    request = wanted;
    return RequestHandler.Result.ReplySuccess;
  }

  @Override
  protected org.apache.sshd.common.io.IoWriteFuture sendResponse(
      Buffer buffer, String kind, RequestHandler.Result result, boolean wantReply)
      throws IOException {
    var future = super.sendResponse(buffer, kind, result, wantReply);
    Request wanted = request;
    if (wanted != null && !started && result == RequestHandler.Result.ReplySuccess) {
      started = true;
      door.open(this, wanted);
    }
    return future;
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) {
    end.takeInput(data, offset, Math.toIntExact(length));
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    end.takeEndOfInput();
  }

  @Override
  protected void preClose() {
    end.disappear();
    super.preClose();
  }

  @Override
  protected RequestHandler.Result handleAgentForwardingParsed(String kind) {
    return RequestHandler.Result.ReplyFailure;
  }

  @Override
  protected RequestHandler.Result handleX11Forwarding(
      String kind, Buffer buffer, boolean wantReply) {
    return RequestHandler.Result.ReplyFailure;
  }
}
