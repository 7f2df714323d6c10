package dev.hatchway.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The addresses of a {@code from="…"} option: single ones, networks such as {@code 10.0.0.0/8}, and
 * texts with {@code *} and {@code ?}. One that begins with {@code !} excludes, whatever the others
 * say (sshd(8), AUTHORIZED_KEYS FILE FORMAT). Names of hosts are not looked up.
 */
public final class Addresses {
  private static final Pattern WITH_WILDCARDS = Pattern.compile("[0-9a-f.:*?]*[*?][0-9a-f.:*?]*");

  /** No brackets and no name of an interface, which the JDK would read too. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-f.:]+");

  private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

  private final String text;
  private final List<Entry> entries;

  /** One part of the list. */
  private record Entry(boolean excludes, Form form) {}

  /** How a part of the list describes addresses. */
  private sealed interface Form {
    /** Those whose first bits are the same. */
    record Network(InetAddress address, int bits) implements Form {}

    /** Those whose usual text fits. */
    record Text(Wildcard wildcard) implements Form {}
  }

  private Addresses(String text, List<Entry> entries) {
    this.text = text;
    this.entries = List.copyOf(entries);
  }

  static Addresses parse(String text) throws RefusedLineException {
    var entries = new ArrayList<Entry>();
    for (String part : text.split(",", -1)) {
      boolean excludes = part.startsWith("!");
      entries.add(new Entry(excludes, form(excludes ? part.substring(1) : part)));
    }
    return new Addresses(text, entries);
  }

  /** Returns whether the address is in the list and nothing excludes it. */
  public boolean allow(InetAddress address) {
    boolean found = false;
    for (Entry entry : entries) {
      if (covers(entry.form(), address)) {
        if (entry.excludes()) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Returns the option's value as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static Form form(String part) throws RefusedLineException {
    String lower = part.toLowerCase(Locale.ROOT);
    if (WITH_WILDCARDS.matcher(lower).matches()) {
      return new Form.Text(new Wildcard(lower));
    }
    int slash = lower.indexOf('/');
    InetAddress address = address(slash < 0 ? lower : lower.substring(0, slash), part);
    int all = address.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return new Form.Network(address, all);
    }
    String length = lower.substring(slash + 1);
    if (!PREFIX_LENGTH.matcher(length).matches() || Integer.parseInt(length) > all) {
      throw new RefusedLineException("from has no network " + Quoted.of(part));
    }
    int bits = Integer.parseInt(length);
    if (!isZeroAfter(address, bits)) {
      // OpenSSH refuses it too: either the address or the length is a mistake.
      throw new RefusedLineException(
          "from has the network "
              + Quoted.of(part)
              + ", whose address is longer than its /"
              + bits);
    }
    return new Form.Network(address, bits);
  }

  private static InetAddress address(String literal, String part) throws RefusedLineException {
    try {
      // "1.2.3" and "16909060" are IPv4 addresses for the JDK, but nobody means them.
      InetAddress address = InetAddress.ofLiteral(literal);
      if (LITERAL.matcher(literal).matches()
          && (literal.contains(":") || address.getHostAddress().equals(literal))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Told below: what is no literal may be the name of a host, or nothing at all.
    }
    throw new RefusedLineException(
        "from has "
            + Quoted.of(part)
            + ", which is not an address (names of hosts are not looked up)");
  }

  private static boolean covers(Form form, InetAddress address) {
    return switch (form) {
      case Form.Network(InetAddress network, int bits) ->
          network.getAddress().length == address.getAddress().length
              && sameBits(network.getAddress(), address.getAddress(), bits);
      case Form.Text(Wildcard wildcard) -> wildcard.matches(AddressText.of(address));
    };
  }

  private static boolean isZeroAfter(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBits(byte[] left, byte[] right, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      if (bit(left, bit) != bit(right, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE)) & 1;
  }
}
