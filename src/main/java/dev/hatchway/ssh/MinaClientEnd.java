package dev.hatchway.ssh;

import dev.hatchway.container.Output;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The client's end of one channel. Input is bounded by the channel's window, which opens again only
 * when the program has taken the bytes; output by the client's window and by the number of packets
 * that wait for the socket.
 */
final class MinaClientEnd implements ClientEnd {
  /** With packets of 32 KiB, as OpenSSH takes them, 256 KiB. */
  private static final int MOST_PACKETS_ON_THEIR_WAY = 8;

  /** As long as a person may press Ctrl-S; the end of the connection ends the wait at once. */
  private static final Duration WINDOW_PATIENCE = Duration.ofDays(365);

  /** Command, channel, kind of extended data, length (RFC 4254, 5.2). */
  private static final int PACKET_HEAD = 1 + 3 * Integer.BYTES;

  /** Far more than a person's hands or a window manager can cause before they are dealt with. */
  private static final int MOST_EVENTS = 1_000;

  private final SessionChannel channel;
  private final InputQueue input = new InputQueue();
  private final BlockingDeque<ClientEvent> events = new LinkedBlockingDeque<>();
  private final Deque<IoWriteFuture> onTheirWay = new ArrayDeque<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean gone;

  MinaClientEnd(SessionChannel channel) {
    this.channel = channel;
  }

  /** Called by the library's threads: the bytes are the library's and are copied. */
  void takeInput(byte[] bytes, int offset, int length) {
    if (length > 0) {
      input.add(bytes, offset, length);
    }
  }

  void takeEndOfInput() {
    input.end();
  }

  void disappear() {
    if (!gone) {
      gone = true;
      events.add(new ClientEvent.Gone());
      takeEndOfInput();
    }
  }

  @Override
  public Optional<byte[]> readInput() throws IOException {
    try {
      return input.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void inputDone(int count) throws IOException {
    if (!gone) {
      channel.getLocalWindow().release(count);
    }
  }

  @Override
  public void write(Output output, byte[] bytes, int offset, int length) throws IOException {
    writing.lock();
    try {
      RemoteWindow window = channel.getRemoteWindow();
      int written = 0;
      while (written < length) {
        long room = Math.min(window.waitForSpace(WINDOW_PATIENCE), window.getPacketSize());
        int count = (int) Math.min(room, length - written);
        window.consume(count);
        send(output, bytes, offset + written, count);
        written += count;
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (SocketTimeoutException e) {
      throw new IOException("the client has not taken any output for a year", e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    writing.lock();
    try {
      while (!onTheirWay.isEmpty()) {
        awaitOldest();
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public ClientEvent nextEvent() throws InterruptedException {
    return events.take();
  }

  @Override
  public void post(ClientEvent event) {
    switch (event) {
      // Whoever waits for input and not for events must hear of it, too.
      case ClientEvent.Gone() -> disappear();
      case ClientEvent.Over _, ClientEvent.Leaving _ -> events.add(event);
      case ClientEvent.Resized _ -> addResized(event);
      case ClientEvent.Signalled _ -> {
        if (events.size() < MOST_EVENTS) {
          events.add(event);
        }
      }
    }
  }

  /** Of too many sizes the last is the one that counts. */
  private void addResized(ClientEvent event) {
    if (events.size() >= MOST_EVENTS && events.peekLast() instanceof ClientEvent.Resized) {
      events.pollLast();
    }
    events.add(event);
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  private void send(Output output, byte[] bytes, int offset, int length) throws IOException {
    byte command =
        output == Output.OUT
            ? SshConstants.SSH_MSG_CHANNEL_DATA
            : SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA;
    Buffer packet = channel.getSession().createBuffer(command, length + PACKET_HEAD);
    packet.putUInt(channel.getRecipient());
    if (output == Output.ERR) {
      packet.putUInt(SshConstants.SSH_EXTENDED_DATA_STDERR);
    }
    packet.putBytes(bytes, offset, length);
    onTheirWay.add(channel.writePacket(packet));
    if (onTheirWay.size() >= MOST_PACKETS_ON_THEIR_WAY) {
      awaitOldest();
    }
  }

  private void awaitOldest() throws IOException {
    IoWriteFuture oldest = onTheirWay.remove();
    oldest.await();
    if (!oldest.isWritten()) {
      throw new IOException("the client is gone", oldest.getException());
    }
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException exception = new InterruptedIOException("interrupted");
    exception.initCause(cause);
    return exception;
  }
}
