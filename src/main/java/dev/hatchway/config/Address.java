package dev.hatchway.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the gateway listens, written {@code ADDR:PORT}, an IPv6 address in brackets: {@code
 * 127.0.0.1:2222}, {@code [::1]:2222}. Port 0 takes a free one.
 */
public record Address(String host, int port) {
  /** What a message says of the form that is expected. */
  public static final String EXPECTED = "ADDR:PORT such as 127.0.0.1:2222 or [::]:2222";

  private static final int MOST_PORT = 65_535;
  private static final Pattern VALID =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9.-]{1,253})):([0-9]{1,5})");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  public Address {
    if (host.isEmpty() || port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("not an address to listen on: " + host + ":" + port);
    }
  }

  /** Reads an address; empty if the text is none. A name is not looked up. */
  public static Optional<Address> parse(String text) {
    Matcher parts = VALID.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(3));
    String inBrackets = parts.group(1);
    String host = inBrackets == null ? parts.group(2) : inBrackets;
    return port <= MOST_PORT && isHost(host, inBrackets != null)
        ? Optional.of(new Address(host, port))
        : Optional.empty();
  }

  private static boolean isHost(String host, boolean inBrackets) {
    try {
      if (inBrackets) {
        return !Inet6Address.ofLiteral(host).getHostAddress().isEmpty();
      }
      return !NUMBERS.matcher(host).matches()
          || Inet4Address.ofLiteral(host).getHostAddress().equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
