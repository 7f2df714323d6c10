package dev.hatchway.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks the whole chain and tells what is wrong with it. It can be done while a gateway writes.
 *
 * <p>A line is judged by the one behind it: if its number is the expected one and it names another
 * hash than the line before has, that line was changed.
 */
public final class Verification {
  private final AuditFolder folder;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Link> head = Optional.empty();
  private String headSeen = "";
  private String firstTime = "";
  private String lastTime = "";
  private long lines;
  private int files;

  /** The number that the next line should have. */
  private long expected;

  /** The hash of the line before, empty if that is not known. */
  private Optional<String> before = Optional.empty();

  /** Where the line before stands. */
  private String place = "";

  private Verification(AuditFolder folder) {
    this.folder = folder;
  }

  /**
   * Walks the chain of a folder.
   *
   * @param from the first line that has to be there; files with older ones may have been taken away
   * @throws IOException if a file cannot be read
   */
  public static Verification of(AuditFolder folder, long from) throws IOException {
    List<Path> seen;
    Verification verification;
    do {
      seen = folder.files();
      verification = new Verification(folder);
      verification.walk(seen, from);
      // A file that was closed meanwhile has another name now: once more.
    } while (!verification.wrong.isEmpty() && !seen.equals(folder.files()));
    return verification;
  }

  /** What is wrong, each with its file and line. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** What is to be known beside that. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** What was walked, in a line. */
  public String summary() {
    return lines == 0
        ? "no lines"
        : "%d lines in %d files, from %s to %s, the last is line %d"
            .formatted(lines, files, firstTime, lastTime, expected - 1);
  }

  private void walk(List<Path> all, long from) throws IOException {
    head = folder.head().read();
    expected = from;
    before = from == 1 ? Optional.of(Link.NONE.hash()) : Optional.empty();
    for (Path file : all) {
      walk(file, from);
    }
    files = all.size();
    checkHead();
    for (Path torn : folder.tornFiles()) {
      notes.add(
          "%s: %d bytes of a line that was not finished, as a killed gateway leaves them"
              .formatted(torn.getFileName(), Files.size(torn)));
    }
  }

  private void walk(Path file, long from) throws IOException {
    try (var reader = new LineReader(file)) {
      long number = 0;
      for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
        number++;
        check(file.getFileName() + ":" + number, next.get(), from);
      }
      if (reader.unfinished() == 0) {
        return;
      }
      String text =
          "%s: ends with %d bytes of a line that is not finished"
              .formatted(file.getFileName(), reader.unfinished());
      (file.equals(folder.current()) ? notes : wrong).add(text);
    }
  }

  private void check(String where, byte[] line, long from) {
    Optional<ChainedLine> read = ChainedLine.parse(line);
    if (read.isEmpty()) {
      wrong.add(where + ": is no line of an audit log, or was changed");
      expected++;
      before = Optional.empty();
      return;
    }
    ChainedLine here = read.get();
    if (here.seq() >= from) {
      checkOrder(where, here, Link.of(here.seq(), line));
    }
  }

  private void checkOrder(String where, ChainedLine here, Link link) {
    lines++;
    if (here.seq() < expected) {
      wrong.add(
          "%s: line %d stands behind line %d, so it was moved or added"
              .formatted(where, here.seq(), expected - 1));
      return;
    }
    if (here.seq() > expected) {
      wrong.add("%s: before it %s".formatted(where, missing(expected, here.seq() - 1)));
    } else if (before.isPresent() && !before.get().equals(here.prev())) {
      wrong.add(
          place.isEmpty()
              ? where + ": line 1 names a line before it, so it was changed"
              : "%s: line %d was changed; line %d names another hash for it"
                  .formatted(place, here.seq() - 1, here.seq()));
    }
    if (head.filter(known -> known.seq() == here.seq()).isPresent()) {
      headSeen = link.hash();
    }
    firstTime = firstTime.isEmpty() ? here.time() : firstTime;
    lastTime = here.time();
    expected = here.seq() + 1;
    before = Optional.of(link.hash());
    place = where;
  }

  private void checkHead() {
    if (head.isEmpty()) {
      if (lines > 0) {
        wrong.add("head: is missing or damaged, so nothing tells whether the end was cut off");
      }
      return;
    }
    Link known = head.get();
    if (known.seq() >= expected) {
      wrong.add("head: at the end %s".formatted(missing(expected, known.seq())));
    } else if (!headSeen.isEmpty() && !headSeen.equals(known.hash())) {
      wrong.add("head: line %d was changed; the head has another hash".formatted(known.seq()));
    }
  }

  private static String missing(long first, long last) {
    return first == last
        ? "line %d is missing".formatted(first)
        : "lines %d to %d are missing".formatted(first, last);
  }
}
