package dev.hatchway.session;

import dev.hatchway.command.Command;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Printable;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.upload.Delivery;
import dev.hatchway.upload.Inbox;
import dev.hatchway.upload.Inboxes;
import dev.hatchway.upload.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code uploads}: the files that a client has sent and that wait for its next one-off. */
public final class UploadsCommand {
  private final Inboxes inboxes;
  private final InstantSource clock;

  public UploadsCommand(Inboxes inboxes, InstantSource clock) {
    this.inboxes = inboxes;
    this.clock = clock;
  }

  ExitCode serve(Visit visit, Command.Uploads wish) throws Refusal {
    try {
      Inbox inbox = inboxes.of(visit.client().grant().user(), visit.name());
      switch (wish.action()) {
        case Command.Uploads.Action.Shown() -> list(visit, inbox);
        case Command.Uploads.Action.Removed(List<String> names) -> remove(visit, inbox, names);
        case Command.Uploads.Action.Cleared() -> clear(visit, inbox);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException("an inbox cannot be used", e);
    }
  }

  private void list(Visit visit, Inbox inbox) throws IOException {
    List<Waiting> files = inbox.waiting();
    if (files.isEmpty()) {
      visit.voice().status("no uploads wait; scp FILE %s@HOST: sends one".formatted(visit.name()));
      return;
    }
    Table table = new Table(List.of("NAME", "SIZE", "AGE"));
    for (Waiting file : files) {
      table.add(shown(file), ByteSize.format(file.bytes()), age(file.since()));
    }
    table.lines().forEach(visit.voice()::result);
  }

  /** All are looked up before the first is removed, so that a mistyped name changes nothing. */
  private static void remove(Visit visit, Inbox inbox, List<String> names)
      throws IOException, Refusal {
    List<Waiting> there = inbox.waiting();
    List<Waiting> meant = new ArrayList<>();
    for (String name : names) {
      meant.add(find(there, name));
    }
    for (Waiting file : meant.stream().distinct().toList()) {
      if (inbox.remove(file)) {
        visit.voice().status("Removed " + file.name());
      } else {
        visit.voice().status(file.name() + " was gone already");
      }
    }
  }

  /** By its name, or by what {@link #list} shows of it. */
  private static Waiting find(List<Waiting> there, String word) throws Refusal {
    String name = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
    Optional<Waiting> exact = there.stream().filter(file -> file.name().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    List<Waiting> alike =
        there.stream().filter(file -> Printable.whole(file.name()).equals(name)).toList();
    if (alike.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE, "%s could be several files; uploads clear removes all".formatted(word));
    }
    if (alike.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE, "no upload %s; uploads lists those that wait".formatted(word));
    }
    return alike.getFirst();
  }

  /** What a one-off is just taking is no longer here, and what is being written not yet. */
  private static void clear(Visit visit, Inbox inbox) throws IOException {
    Optional<Delivery> all = inbox.take();
    if (all.isEmpty()) {
      visit.voice().status("no uploads wait");
      return;
    }
    List<Waiting> files = Waiting.of(all.get().entries());
    all.get().delivered();
    files.forEach(file -> visit.voice().status("Removed " + file.name()));
  }

  private static String shown(Waiting file) {
    return Printable.whole(file.name()) + (file.folder() ? "/" : "");
  }

  private String age(Instant since) {
    Duration age = Duration.between(since, clock.instant());
    return age.isNegative() ? TimeSpan.rough(Duration.ZERO) : TimeSpan.rough(age);
  }
}
