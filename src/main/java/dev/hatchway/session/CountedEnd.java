package dev.hatchway.session;

import dev.hatchway.container.Output;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A client's end that counts the bytes that pass it. */
final class CountedEnd implements ClientEnd {
  private final ClientEnd client;
  private final LongAdder in = new LongAdder();
  private final LongAdder out = new LongAdder();

  CountedEnd(ClientEnd client) {
    this.client = client;
  }

  /** How many bytes have come from the client. */
  long in() {
    return in.sum();
  }

  /** How many bytes have gone to the client. */
  long out() {
    return out.sum();
  }

  @Override
  public Optional<byte[]> readInput() throws IOException {
    Optional<byte[]> input = client.readInput();
    input.ifPresent(bytes -> in.add(bytes.length));
    return input;
  }

  @Override
  public void inputDone(int count) throws IOException {
    client.inputDone(count);
  }

  @Override
  public void write(Output output, byte[] bytes, int offset, int length) throws IOException {
    client.write(output, bytes, offset, length);
    out.add(length);
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
}
