package dev.hatchway.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: a line for each event, chained by hashes, in {@code var/audit/events.jsonl}. A
 * file that is too large, or of another day, is closed and the chain goes on in a new one.
 */
public final class AuditLog implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  /** So often the head goes to the gateway's log, too, which is kept elsewhere. */
  private static final int HEAD_IS_LOGGED = 1_000;

  private final AuditFolder folder;
  private final long rotateSize;
  private final InstantSource clock;
  private final List<String> found;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final List<Entry> waiting = new ArrayList<>();

  /** Whether somebody writes; what stands below belongs to that one. */
  private boolean isWritten;

  private Optional<LogFile> file = Optional.empty();
  private Link last;

  /** The first line and the day of the file that is written. */
  private long firstSeq;

  private LocalDate day;

  /** The line that the gateway's log knows. */
  private long logged;

  private boolean failing;
  private boolean headFailing;

  private AuditLog(
      AuditFolder folder, long rotateSize, InstantSource clock, Link last, List<String> found) {
    this.folder = folder;
    this.rotateSize = rotateSize;
    this.clock = clock;
    this.last = last;
    this.found = found;
    this.firstSeq = last.seq() + 1;
    this.logged = last.seq();
    this.day = today(clock.instant());
  }

  /**
   * Opens the log, making it if there is none, and repairs what a killed gateway has left.
   *
   * @param rotateSize after how many bytes a file is closed
   * @throws IOException if it cannot be read or written
   */
  public static AuditLog open(AuditFolder folder, long rotateSize, InstantSource clock)
      throws IOException {
    folder.make();
    Recovery recovery = new Recovery(folder);
    Link end = recovery.end();
    AuditLog opened = new AuditLog(folder, rotateSize, clock, end, recovery.found());
    opened.readBeginning();
    return opened;
  }

  /** Returns what was not as it should be when it was opened. */
  public List<String> found() {
    return found;
  }

  /** Returns when it is on the disk; threads that come at the same time share that waiting. */
  @Override
  public void append(Event event) throws NotRecordedException {
    Entry entry = new Entry(event);
    lock.lock();
    try {
      waiting.add(entry);
      while (isWritten && !entry.done) {
        written.awaitUninterruptibly();
      }
      if (!entry.done) {
        writeWaiting();
      }
    } finally {
      lock.unlock();
    }
    if (entry.failure.isPresent()) {
      throw new NotRecordedException(entry.failure.get());
    }
  }

  /** Closes the file; the head is written to the gateway's log. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      while (isWritten) {
        written.awaitUninterruptibly();
      }
      logHead();
      closeFile();
    } finally {
      lock.unlock();
    }
  }

  /** Writes for all who wait, without the lock, so that others can come and wait meanwhile. */
  private void writeWaiting() {
    List<Entry> batch = List.copyOf(waiting);
    waiting.clear();
    isWritten = true;
    lock.unlock();
    // An interrupt must not fail what is to be written, which may be others' lines, too.
    boolean interrupted = Thread.interrupted();
    try {
      write(batch);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      lock.lock();
      isWritten = false;
      written.signalAll();
    }
  }

  private void write(List<Entry> batch) {
    Optional<Exception> failure = Optional.empty();
    try {
      writeLines(batch);
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    }
    for (Entry entry : batch) {
      entry.done = true;
      entry.failure = failure;
    }
    note(failure);
    // The head must never know more than the disk.
    if (failure.isEmpty() && isForced(batch)) {
      writeHead();
    }
  }

  private void writeLines(List<Entry> batch) throws IOException {
    Instant now = clock.instant();
    var lines = new ByteArrayOutputStream();
    Link end = last;
    for (Entry entry : batch) {
      byte[] line = EventJson.line(entry.event, end, now);
      lines.writeBytes(line);
      lines.write('\n');
      end = Link.of(end.seq() + 1, line);
    }
    fileFor(lines.size(), now).append(lines.toByteArray(), isForced(batch));
    last = end;
  }

  private static boolean isForced(List<Entry> batch) {
    return batch.stream().anyMatch(entry -> entry.event.isForced());
  }

  /** Returns the file that so many bytes more go into now. */
  private LogFile fileFor(int more, Instant now) throws IOException {
    if (file.isPresent() && !file.get().isInPlace()) {
      log.warn("{} was moved or removed; the audit log goes on in a new file", folder.current());
      closeFile();
    }
    LogFile present = file.isPresent() ? file.get() : openFile(now);
    boolean full = present.length() + more > rotateSize || today(now).isAfter(day);
    if (full && present.length() > 0) {
      closeFile();
      Files.move(folder.current(), folder.closed(firstSeq));
      present = openFile(now);
      folder.force();
      logHead();
    }
    return present;
  }

  private LogFile openFile(Instant now) throws IOException {
    LogFile opened = LogFile.open(folder.current());
    file = Optional.of(opened);
    if (opened.length() == 0) {
      firstSeq = last.seq() + 1;
      day = today(now);
      folder.force();
    }
    return opened;
  }

  private void closeFile() throws IOException {
    if (file.isPresent()) {
      LogFile closing = file.get();
      file = Optional.empty();
      closing.close();
    }
  }

  /** A file that is gone on with was begun with some line on some day. */
  private void readBeginning() throws IOException {
    file = Optional.of(openFile(clock.instant()));
    try (var lines = new LineReader(folder.current())) {
      Optional<ChainedLine> first = lines.next().flatMap(ChainedLine::parse);
      if (first.isPresent()) {
        firstSeq = first.get().seq();
        day = first.get().day().orElse(day);
      }
    }
  }

  /** The first of a row of failures is told, and the end of them. */
  private void note(Optional<Exception> failure) {
    if (failure.isPresent() && !failing) {
      log.error("the audit log cannot be written, so no session starts: {}", text(failure.get()));
    } else if (failure.isEmpty() && failing) {
      log.warn("the audit log can be written again");
    }
    failing = failure.isPresent();
  }

  /** A disk that fails is nothing to trace in this program; all else is. */
  private static String text(Exception failure) {
    if (failure instanceof RuntimeException) {
      log.error("an event could not be made a line", failure);
    }
    return String.valueOf(failure.getMessage());
  }

  /** The lines are on the disk without it, so this is no reason to refuse anybody. */
  private void writeHead() {
    try {
      folder.head().write(last);
      headFailing = false;
    } catch (IOException e) {
      if (!headFailing) {
        log.error("the head of the audit log cannot be written: {}", e.getMessage());
      }
      headFailing = true;
    }
    if (last.seq() - logged >= HEAD_IS_LOGGED) {
      logHead();
    }
  }

  private void logHead() {
    logged = last.seq();
    log.info("the audit log: line {} has the SHA-256 {}", last.seq(), last.hash());
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** An event on its way; whoever writes it says what became of it. */
  private static final class Entry {
    private final Event event;
    private boolean done;
    private Optional<Exception> failure = Optional.empty();

    Entry(Event event) {
      this.event = event;
    }
  }
}
