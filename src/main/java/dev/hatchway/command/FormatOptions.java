package dev.hatchway.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options {@code --format FORMAT} and {@code --json}. */
final class FormatOptions {
  private static final Option.Flag JSON = Option.flag("--json");

  private final Option.Value<Format> format;

  /**
   * @param kind the formats that the command knows; a table is the usual one
   */
  FormatOptions(Kind<Format> kind) {
    this.format = Option.value(kind, "--format");
  }

  /** Returns both, and these others. */
  List<Option> and(Option... others) {
    return Stream.concat(Stream.of(format, JSON), Stream.of(others)).toList();
  }

  Format read(Arguments arguments) {
    arguments.exclude(JSON, format);
    Optional<Format> asked = arguments.one(format);
    return asked.orElse(arguments.has(JSON) ? Format.JSON : Format.TABLE);
  }
}
