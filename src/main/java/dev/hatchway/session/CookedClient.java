package dev.hatchway.session;

import dev.hatchway.container.Output;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A client with a terminal at a program that has none. Its {@code ssh} has made the terminal raw,
 * so what the terminal would do for a program is done here (termios(3): ONLCR, ICRNL, ISIG, VEOF).
 */
final class CookedClient implements ClientEnd {
  private static final byte CTRL_C = 3;
  private static final byte CTRL_D = 4;
  private static final byte CARRIAGE_RETURN = '\r';
  private static final byte LINE_FEED = '\n';

  private final ClientEnd client;
  private final ClientEvent onInterrupt;
  private boolean inputEnded;

  /**
   * @param onInterrupt what Ctrl-C means
   */
  CookedClient(ClientEnd client, ClientEvent onInterrupt) {
    this.client = client;
    this.onInterrupt = onInterrupt;
  }

  @Override
  public Optional<byte[]> readInput() throws IOException {
    while (!inputEnded) {
      Optional<byte[]> input = client.readInput();
      if (input.isEmpty()) {
        return input;
      }
      byte[] cooked = cooked(input.get());
      // What does not go on is used up here; the rest when the program has taken it.
      client.inputDone(input.get().length - cooked.length);
      if (cooked.length > 0) {
        return Optional.of(cooked);
      }
    }
    return Optional.empty();
  }

  @Override
  public void inputDone(int count) throws IOException {
    client.inputDone(count);
  }

  @Override
  public void write(Output output, byte[] bytes, int offset, int length) throws IOException {
    var raw = new ByteArrayOutputStream(length + length / 16);
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == LINE_FEED) {
        raw.write(CARRIAGE_RETURN);
      }
      raw.write(bytes[i]);
    }
    client.write(output, raw.toByteArray(), 0, raw.size());
  }

  @Override
  public void flush() throws IOException {
    client.flush();
  }

  @Override
  public ClientEvent nextEvent() throws InterruptedException {
    return client.nextEvent();
  }

  @Override
  public void post(ClientEvent event) {
    client.post(event);
  }

  @Override
  public boolean isGone() {
    return client.isGone();
  }

  private byte[] cooked(byte[] typed) {
    var cooked = new ByteArrayOutputStream(typed.length);
    for (byte each : typed) {
      switch (each) {
        case CTRL_C -> client.post(onInterrupt);
        case CTRL_D -> {
          inputEnded = true;
          return cooked.toByteArray();
        }
        case CARRIAGE_RETURN -> cooked.write(LINE_FEED);
        default -> cooked.write(each);
      }
    }
    return cooked.toByteArray();
  }
}
