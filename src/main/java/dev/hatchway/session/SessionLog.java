package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.audit.AuditedWords;
import dev.hatchway.audit.Event;
import dev.hatchway.audit.Journal;
import dev.hatchway.audit.NotRecordedException;
import dev.hatchway.audit.Place;
import dev.hatchway.audit.Subject;
import dev.hatchway.container.OneOff;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.ClientEvent;
import dev.hatchway.transfer.FileRecorder;
import dev.hatchway.transfer.TransferException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the audit log is told of one session. What cannot be told does not happen, and the session
 * ends with {@link ExitCode#NOT_RECORDED}.
 */
final class SessionLog implements FileRecorder {
  /** A message may repeat what a client typed, and that may be the value of a variable. */
  private static final Pattern VALUE = Pattern.compile("=\\S+");

  private final Journal journal;
  private final CountedEnd end;
  private final long started = System.nanoTime();
  private volatile Subject subject;
  private volatile String reason = "";
  private volatile boolean failed;

  SessionLog(Journal journal, Subject subject, CountedEnd end) {
    this.journal = journal;
    this.subject = subject;
    this.end = end;
  }

  String id() {
    return subject.id();
  }

  /** The session is about to begin. */
  void start(AuditedWords words) throws Refusal {
    append(new Event.SessionStart(subject, words));
  }

  /** The program of a one-off is about to begin. */
  void program(OneOff oneOff) throws Refusal {
    program(new Place(oneOff.container(), oneOff.image(), oneOff.node()));
  }

  /** A program in a container that runs is about to begin, or that of a one-off to be joined. */
  void program(Process process, Optional<String> node) throws Refusal {
    program(new Place(process.facts().id(), process.facts().imageId(), node));
  }

  private void program(Place place) throws Refusal {
    subject = subject.at(place);
    append(new Event.SessionProgram(subject));
  }

  /** The access rules refuse what is wanted. */
  void denied(String rule) throws Refusal {
    append(new Event.Denied(subject, rule));
  }

  /** Why the session is going to end, where that is not its program's own affair. */
  void reason(String text) {
    reason = VALUE.matcher(text).replaceAll("=***");
  }

  @Override
  public void checkOpen() throws TransferException {
    if (failed) {
      throw unrecorded();
    }
  }

  /** After the first file that cannot be recorded there is no other: the session ends. */
  @Override
  public void transferred(String path, Direction direction, long size, Optional<String> sha256)
      throws TransferException {
    checkOpen();
    try {
      journal.append(new Event.File(subject, path, direction == Direction.IN, size, sha256));
    } catch (NotRecordedException e) {
      failed = true;
      end.post(new ClientEvent.Gone());
      throw unrecorded();
    }
  }

  /** The session has ended, and its client is told the code that this returns. */
  ExitCode end(ExitCode own, Voice voice) {
    ExitCode code = failed ? ExitCode.NOT_RECORDED : own;
    String why = reason.isEmpty() && end.isGone() ? "the client is gone" : reason;
    long milliseconds = Duration.ofNanos(System.nanoTime() - started).toMillis();
    try {
      journal.append(
          new Event.SessionEnd(subject, code.value(), why, end.in(), end.out(), milliseconds));
      return code;
    } catch (NotRecordedException e) {
      if (!code.equals(ExitCode.NOT_RECORDED)) {
        voice.problem(
            "the end of this session could not be recorded; without that its code were %d"
                .formatted(code.value()));
      }
      return ExitCode.NOT_RECORDED;
    }
  }

  private void append(Event event) throws Refusal {
    try {
      journal.append(event);
    } catch (NotRecordedException e) {
      throw new Refusal(
          ExitCode.NOT_RECORDED,
          "this session could not be recorded, so it does not start; tell whoever runs this"
              + " gateway");
    }
  }

  private static TransferException unrecorded() {
    return TransferException.failure("the transfer could not be recorded, so the session ends");
  }
}
