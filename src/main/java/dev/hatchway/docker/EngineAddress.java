package dev.hatchway.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Where a container engine listens: {@code unix:///path} or {@code tcp://host:port}, as in {@code
 * DOCKER_HOST}. Any other form is refused.
 */
public record EngineAddress(URI uri) {
  private static final String UNIX = "unix";
  private static final String TCP = "tcp";
  private static final int LARGEST_PORT = 65_535;

  public EngineAddress {
    if (!isUnix(uri) && !isTcp(uri)) {
      throw new IllegalArgumentException(
          "not the address of a container engine: " + uri + " (unix:///PATH or tcp://HOST:PORT)");
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with a text for the user if it is none
   */
  public static EngineAddress parse(String text) {
    try {
      return new EngineAddress(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not the address of a container engine: " + text + " (unix:///PATH or tcp://HOST:PORT)",
          e);
    }
  }

  /** Opens a connection of its own; the caller closes it. */
  SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(socketAddress());
    if (isTcp(uri)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    return channel;
  }

  /** Returns whether the engine runs on this machine, by whose clock it writes its logs then. */
  boolean isOnThisMachine() {
    return isUnix(uri);
  }

  private SocketAddress socketAddress() {
    return isUnix(uri)
        ? UnixDomainSocketAddress.of(uri.getPath())
        : new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  /** With an authority it is {@code unix://var/run}, where one slash is missing. */
  private static boolean isUnix(URI uri) {
    return UNIX.equals(uri.getScheme())
        && uri.getRawAuthority() == null
        && uri.getPath() != null
        && !uri.getPath().isEmpty();
  }

  private static boolean isTcp(URI uri) {
    return TCP.equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getPort() > 0
        && uri.getPort() <= LARGEST_PORT;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
