package dev.hatchway.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of a chain from which it goes on, and sets aside a line that was not finished when
 * the gateway was killed. Of what the head knows and the lines do not, nothing is hidden: the chain
 * goes on from the head then, and the gap stays.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final AuditFolder folder;
  private final List<String> found = new ArrayList<>();

  Recovery(AuditFolder folder) {
    this.folder = folder;
  }

  /** What was not as it should be. */
  List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Returns the link that the next line names.
   *
   * @throws IOException if a file cannot be read, or its last line is none of the log
   */
  Link end() throws IOException {
    Link last = lastLink();
    Optional<Link> head = folder.head().read();
    if (head.isEmpty()) {
      if (last.seq() > 0) {
        find("the head is missing, which would tell whether the end was cut off");
      }
      return last;
    }
    if (head.get().seq() > last.seq()) {
      find("lines %d to %d are missing".formatted(last.seq() + 1, head.get().seq()));
    } else if (head.get().seq() == last.seq() && !head.get().equals(last)) {
      find("line %d is not what it was".formatted(last.seq()));
    }
    return head.get().seq() >= last.seq() ? head.get() : last;
  }

  private Link lastLink() throws IOException {
    List<Path> files = new ArrayList<>(folder.files());
    if (files.contains(folder.current())) {
      cutOffTornLine();
    }
    for (Path file : files.reversed()) {
      byte[] end = end(file);
      if (end.length > 0) {
        return link(file, end);
      }
    }
    return Link.NONE;
  }

  /** Returns the last bytes of a file, enough for two lines. */
  private static byte[] end(Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      long length = file.length();
      byte[] end = new byte[(int) Math.min(length, 2L * LineReader.LONGEST)];
      file.seek(length - end.length);
      file.readFully(end);
      return end;
    }
  }

  private static Link link(Path file, byte[] end) throws IOException {
    int stop = lastNewline(end, end.length);
    int start = lastNewline(end, Math.max(stop, 0)) + 1;
    byte[] line = Arrays.copyOfRange(end, start, Math.max(start, stop));
    return ChainedLine.parse(line)
        .map(read -> Link.of(read.seq(), line))
        .orElseThrow(
            () ->
                new IOException(
                    "the last line of %s is none of an audit log; move that file away, and see: hatchway audit verify"
                        .formatted(file)));
  }

  private void cutOffTornLine() throws IOException {
    Path current = folder.current();
    byte[] end = end(current);
    int torn = end.length - (lastNewline(end, end.length) + 1);
    if (torn == 0) {
      return;
    }
    long whole = Files.size(current) - torn;
    byte[] rest = Arrays.copyOfRange(end, end.length - torn, end.length);
    Path aside = folder.torn();
    Files.createFile(aside, PosixFilePermissions.asFileAttribute(AuditFolder.PRIVATE));
    Files.write(aside, rest);
    try (var file = new RandomAccessFile(current.toFile(), "rw")) {
      file.setLength(whole);
      file.getFD().sync();
    }
    find("a line was not finished; its %d bytes are in %s".formatted(torn, aside.getFileName()));
  }

  private void find(String what) {
    found.add(what);
    log.warn("the audit log in {}: {}", folder.path(), what);
  }

  /** Returns the place of the last newline before that place, -1 if there is none. */
  private static int lastNewline(byte[] bytes, int before) {
    for (int at = before - 1; at >= 0; at--) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
