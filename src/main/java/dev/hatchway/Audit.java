package dev.hatchway;

import dev.hatchway.audit.AuditFolder;
import dev.hatchway.audit.AuditSearch;
import dev.hatchway.audit.AuditTail;
import dev.hatchway.audit.Verification;
import dev.hatchway.command.Since;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hatchway audit}: reads the audit log of a home, also while a gateway writes it. */
final class Audit {
  static final String NAME = "audit";

  private static final int OK = 0;
  private static final int WRONG = 1;
  private static final int USUAL_LINES = 20;

  /** The options of a search, and the key of a line that each is about. */
  private static final Map<String, String> KEYS =
      Map.of("--user", "user", "--app", "app", "--event", "event", "--session", "id");

  private final AuditFolder folder;
  private final InstantSource clock;
  private final OutputStream out =
      new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));

  Audit(Path home, InstantSource clock) {
    this.folder = AuditFolder.of(home);
    this.clock = clock;
  }

  /** The words that it takes. */
  static CommandSpec spec() {
    CommandSpec search = command("search").addOption(text("--since"));
    KEYS.keySet().stream().sorted().forEach(name -> search.addOption(text(name)));
    return CommandSpec.create()
        .name(NAME)
        .addSubcommand("verify", command("verify").addOption(number("--from")))
        .addSubcommand("tail", command("tail").addOption(number("-n")).addOption(flag("-f")))
        .addSubcommand("search", search);
  }

  /**
   * Does what the words say.
   *
   * @throws WrongStart if they are wrong
   */
  int run(ParseResult words) throws WrongStart {
    Optional<Instant> since = since(words.matchedOptionValue("--since", ""));
    try {
      if (!folder.exists()) {
        Serve.say("no audit log in %s; is --home right?".formatted(folder.path()));
        return WRONG;
      }
      return switch (words.commandSpec().name()) {
        case "verify" -> verify(words.matchedOptionValue("--from", 1L));
        case "tail" -> tail(words);
        default -> search(words, since);
      };
    } catch (UncheckedIOException e) {
      // Whoever reads the output has seen enough.
      return OK;
    } catch (IOException e) {
      Serve.say("the audit log cannot be read: " + e.getMessage());
      return WRONG;
    }
  }

  private int verify(long from) throws IOException {
    Verification verification = Verification.of(folder, from);
    verification.wrong().forEach(Serve::say);
    verification.notes().forEach(note -> System.out.println("note: " + note));
    if (!verification.wrong().isEmpty()) {
      Serve.say("the audit log is not what was written: " + verification.summary());
      return WRONG;
    }
    System.out.println("good: " + verification.summary());
    return OK;
  }

  private int tail(ParseResult words) throws IOException {
    int count =
        Math.toIntExact(
            Math.clamp(words.matchedOptionValue("-n", (long) USUAL_LINES), 0, Integer.MAX_VALUE));
    if (!words.matchedOptionValue("-f", false)) {
      new AuditTail(folder, this::print).last(count);
      flush();
      return OK;
    }
    try {
      new AuditTail(
              folder,
              line -> {
                print(line);
                flush();
              })
          .follow(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OK;
  }

  private int search(ParseResult words, Optional<Instant> since) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    KEYS.forEach(
        (option, key) -> {
          if (words.hasMatchedOption(option)) {
            values.put(key, words.matchedOptionValue(option, ""));
          }
        });
    new AuditSearch(values, since).lines(folder, this::print);
    flush();
    return OK;
  }

  private Optional<Instant> since(String text) throws WrongStart {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> moment =
        Since.parse(text)
            .map(
                since ->
                    switch (since) {
                      case Since.Ago(var time) -> clock.instant().minus(time);
                      case Since.At(Instant time) -> time;
                    })
            .or(() -> day(text));
    if (moment.isEmpty()) {
      throw WrongStart.usage(
          "--since is \"%s\", but should be 2h, 2026-11-21 or 2026-11-21T10:00:00Z"
              .formatted(text));
    }
    return moment;
  }

  private static Optional<Instant> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void print(byte[] line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandSpec command(String name) {
    return CommandSpec.create().name(name).addOption(text("--home"));
  }

  private static OptionSpec text(String name) {
    return OptionSpec.builder(name).type(String.class).paramLabel("VALUE").build();
  }

  private static OptionSpec number(String name) {
    return OptionSpec.builder(name).type(Long.class).paramLabel("NUMBER").build();
  }

  private static OptionSpec flag(String name) {
    return OptionSpec.builder(name).type(boolean.class).build();
  }
}
