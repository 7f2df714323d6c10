package dev.hatchway.transfer;

import java.util.Comparator;

/**
 * The order of a list of files, which both sides have to agree on, since a file is then called by
 * its number. Within a folder its files come before its folders; a folder is directly followed by
 * what is in it, and compares as if its name ended in a slash.
 */
final class RsyncOrder implements Comparator<RsyncEntry> {
  static final RsyncOrder ORDER = new RsyncOrder();

  private RsyncOrder() {}

  @Override
  public int compare(RsyncEntry one, RsyncEntry other) {
    if (one.isTop() || other.isTop()) {
      return Boolean.compare(other.isTop() && other.isFolder(), one.isTop() && one.isFolder());
    }
    byte[] left = one.name();
    byte[] right = other.name();
    for (int at = 0; ; ) {
      int leftEnd = end(left, at);
      int rightEnd = end(right, at);
      boolean leftFolder = leftEnd < left.length || one.isFolder();
      boolean rightFolder = rightEnd < right.length || other.isFolder();
      if (leftFolder != rightFolder) {
        return leftFolder ? 1 : -1;
      }
      int difference = compareStep(left, leftEnd, right, rightEnd, at, leftFolder);
      if (difference != 0) {
        return difference;
      }
      if (leftEnd == left.length || rightEnd == right.length) {
        return Integer.compare(left.length, right.length);
      }
      at = leftEnd + 1;
    }
  }

  private static int compareStep(
      byte[] left, int leftEnd, byte[] right, int rightEnd, int from, boolean folders) {
    for (int at = from; ; at++) {
      int one = byteAt(left, leftEnd, at, folders);
      int other = byteAt(right, rightEnd, at, folders);
      if (one != other) {
        return Integer.compare(one, other);
      }
      if (at >= leftEnd) {
        return 0;
      }
    }
  }

  private static int byteAt(byte[] name, int end, int at, boolean folder) {
    if (at < end) {
      return Byte.toUnsignedInt(name[at]);
    }
    return folder ? '/' : 0;
  }

  private static int end(byte[] name, int from) {
    int end = from;
    while (end < name.length && name[end] != '/') {
      end++;
    }
    return end;
  }
}
