package dev.hatchway.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The usual text of an address, which patterns are compared with. The JDK writes {@code
 * 2001:db8:0:0:0:0:0:1}, people and OpenSSH write {@code 2001:db8::1} (RFC 5952).
 */
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  static String of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    int[] groups = groups(address);
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int run = zeros(groups, i);
      // The first of several that are equally long, and never a single one (RFC 5952, 4.2).
      if (run > length && run > 1) {
        start = i;
        length = run;
      }
    }
    return length == 0
        ? join(groups, 0, GROUPS)
        : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static int[] groups(InetAddress address) {
    var bytes = ByteBuffer.wrap(address.getAddress()).asShortBuffer();
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = Short.toUnsignedInt(bytes.get(i));
    }
    return groups;
  }

  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String join(int[] groups, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
