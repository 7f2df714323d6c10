package dev.hatchway.upload;

import dev.hatchway.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Something that waited for so long that it was removed. Until its user has been told it stands in
 * a file of the inbox: a line with when, how many bytes, and its name.
 *
 * @param name as it is shown
 */
public record Expired(Instant when, long bytes, String name) {
  /** More at once than anybody reads. */
  private static final int MOST = 1_000;

  private static final int FIELDS = 3;

  static Expired of(Waiting file, Instant when) {
    String name = Printable.whole(file.name()) + (file.folder() ? "/" : "");
    return new Expired(when, file.bytes(), name);
  }

  /** Adds these to the file of those that their user has not been told of. */
  static void append(Path file, List<Expired> expired) throws IOException {
    int room = Math.max(0, MOST - read(file).size());
    List<String> lines =
        expired.stream()
            .limit(room)
            .map(each -> "%s %d %s".formatted(each.when, each.bytes, each.name))
            .toList();
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Reads the file; a line that is none, as after a full disk, is left out. */
  static List<Expired> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream()
          .map(Expired::parse)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Optional<Expired> parse(String line) {
    String[] fields = line.split(" ", FIELDS);
    try {
      return fields.length == FIELDS
          ? Optional.of(new Expired(Instant.parse(fields[0]), Long.parseLong(fields[1]), fields[2]))
          : Optional.empty();
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
