package dev.hatchway.transfer;

import dev.hatchway.model.Printable;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of control of the old scp protocol, as OpenSSH's {@code scp.c} writes it. */
sealed interface ScpRecord {
  /** Characters of a text with a path in it that are worth showing. */
  int LONGEST_SHOWN = 400;

  /** A file of that size follows. */
  record File(int mode, long size, String name) implements ScpRecord {}

  /** What follows is in that folder, until its end. */
  record Folder(int mode, String name) implements ScpRecord {}

  /** The folder ends. */
  record End() implements ScpRecord {}

  /** When the next file or folder was changed. */
  record Times(Instant modified) implements ScpRecord {}

  /** The other side could not do something, and goes on. */
  record Warning(String text) implements ScpRecord {}

  /** The other side gives up. */
  record Fatal(String text) implements ScpRecord {}

  Pattern ENTRY = Pattern.compile("([CD])([0-7]{4,5}) ([0-9]{1,18}) (.+)", Pattern.DOTALL);
  Pattern TIMES = Pattern.compile("T([0-9]{1,12}) [0-9]{1,6} [0-9]{1,12} [0-9]{1,6}");

  /** Reads a line without its newline. */
  static ScpRecord parse(String line) throws ProtocolException {
    Matcher entry = ENTRY.matcher(line);
    if (entry.matches()) {
      int mode = Integer.parseInt(entry.group(2), 8);
      String name = checked(entry.group(4));
      return entry.group(1).equals("C")
          ? new File(mode, Long.parseLong(entry.group(3)), name)
          : new Folder(mode, name);
    }
    Matcher times = TIMES.matcher(line);
    if (times.matches()) {
      return new Times(Instant.ofEpochSecond(Long.parseLong(times.group(1))));
    }
    if (line.equals("E")) {
      return new End();
    }
    if (line.startsWith("\1")) {
      return new Warning(line.substring(1));
    }
    if (line.startsWith("\2")) {
      return new Fatal(line.substring(1));
    }
    throw new ProtocolException(
        "expected a control record, not " + Printable.of(line, LONGEST_SHOWN));
  }

  /** A name stands for one step down, so that nobody is led elsewhere (CVE-2018-20685). */
  private static String checked(String name) throws ProtocolException {
    if (name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0
        || name.equals(".")
        || name.equals("..")) {
      throw new ProtocolException("unexpected file name " + Printable.of(name, LONGEST_SHOWN));
    }
    return name;
  }
}
