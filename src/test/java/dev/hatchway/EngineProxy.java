package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A socket that stands before the engine's and can be taken away, so that one gateway sees its
 * engine die while all others keep theirs. It writes down what the gateway asks for.
 */
final class EngineProxy implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path engine;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Set<SocketChannel> numb = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch thawed = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Optional<String> held = Optional.empty();
  private volatile boolean frozen;
  private final List<HeldCall> holds = new CopyOnWriteArrayList<>();
  private volatile String gathered = "";
  private volatile CountDownLatch all = new CountDownLatch(0);
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private EngineProxy(Path engine, Path socket) throws IOException {
    this.engine = engine;
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Starts a proxy on a socket that does not exist yet; also again after {@link #close}. */
  static EngineProxy start(Path engine, Path socket) {
    try {
      var proxy = new EngineProxy(engine, socket);
      Thread.ofVirtual().name("engine-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of {@code --docker-host} that leads here. */
  static String host(Path socket) {
    return "unix://" + socket;
  }

  /** How many connections have been made so far. */
  int accepted() {
    return accepted.get();
  }

  /** How many connections the gateway has not ended yet. */
  int openNow() {
    return accepted.get() - ended.get();
  }

  /** From now on nothing is answered, as by an engine that hangs; connections can still be made. */
  void freeze() {
    frozen = true;
  }

  /**
   * From now on nothing passes through the connections that there are, and nobody is told, as when
   * a cable is cut; new ones can be made.
   */
  void numbConnections() {
    numb.addAll(open);
  }

  /** From now on calls whose path ends like this reach the engine only after {@link #letGo}. */
  void holdBack(String end) {
    held = Optional.of(end);
  }

  /** The next call like that is held; once {@link #letGo} was called, too late. */
  HeldCall hold(HeldCall.Moment moment, String call) {
    HeldCall hold = new HeldCall(moment, call, released);
    holds.add(hold);
    return hold;
  }

  void letGo() {
    released.countDown();
  }

  /**
   * From now on calls that begin like that are passed on only when so many of them have been made,
   * so that nobody is answered who makes them one after another.
   */
  void holdUntil(int count, String beginning) {
    all = new CountDownLatch(count);
    gathered = beginning;
  }

  /**
   * Every call so far, such as {@code POST /containers/create}: method and path, without version
   * and query.
   */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Cuts every connection that there is; new ones can be made. */
  void cutConnections() {
    open.forEach(EngineProxy::cut);
  }

  /** Takes the socket away and cuts every connection. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutConnections();
    letGo();
    thawed.countDown();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        accepted.incrementAndGet();
        SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        open.add(client);
        open.add(far);
        Head head = new Head();
        Thread.ofVirtual()
            .start(
                () -> {
                  forward(client, far, head::take);
                  ended.incrementAndGet();
                });
        Thread.ofVirtual().start(() -> forward(far, client, _ -> head.answered()));
      } catch (IOException e) {
        return; // Closed: the engine is away from now on.
      }
    }
  }

  private void forward(SocketChannel from, SocketChannel to, Consumer<ByteBuffer> reader) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        if (frozen || numb.contains(from)) {
          thawed.await();
        }
        buffer.flip();
        reader.accept(buffer.asReadOnlyBuffer());
        if (isHeld(buffer)) {
          released.await();
        }
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      // Only this direction has ended: the engine reads the end of a program's input from it.
      to.shutdownOutput();
    } catch (IOException e) {
      cut(from);
      cut(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isHeld(ByteBuffer bytes) {
    return held.isPresent()
        && StandardCharsets.ISO_8859_1
            .decode(bytes.asReadOnlyBuffer())
            .toString()
            .contains(held.get() + " HTTP/1.1\r\n");
  }

  private void awaitOthers(String call) {
    if (gathered.isEmpty() || !call.startsWith(gathered)) {
      return;
    }
    all.countDown();
    try {
      all.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cut(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The beginning of what a connection sends: the head of its only request. */
  private final class Head {
    private static final String END = "\r\n\r\n";

    private final StringBuilder text = new StringBuilder();
    private boolean whole;
    private volatile Optional<HeldCall> hold = Optional.empty();

    void answered() {
      hold.ifPresent(HeldCall::answered);
    }

    void take(ByteBuffer bytes) {
      if (whole) {
        return;
      }
      text.append(StandardCharsets.ISO_8859_1.decode(bytes));
      whole = text.indexOf(END) >= 0;
      if (whole) {
        String head = text.substring(0, text.indexOf(END));
        String line = head.lines().findFirst().orElse("");
        // Were a connection used again, its later requests would not be counted.
        boolean only = head.contains("\r\nConnection: close") || head.contains("\r\nUpgrade: ");
        String call = only ? shortened(line) : "kept alive: " + line;
        calls.add(call);
        hold = holds.stream().filter(each -> each.takes(call)).findFirst();
        hold.ifPresent(HeldCall::called);
        awaitOthers(call);
      }
    }

    private static String shortened(String line) {
      return line.replaceFirst(" HTTP/1\\.1$", "")
          .replaceFirst("\\?.*", "")
          .replaceFirst(" /v1\\.[0-9]+/", " /");
    }
  }
}
