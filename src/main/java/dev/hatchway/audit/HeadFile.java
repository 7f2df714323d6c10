package dev.hatchway.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of the chain, kept apart from it, so that a log whose end was cut off is found out. It is
 * written after the lines and not forced: after a crash it may name an older line, never one that
 * is not there.
 */
record HeadFile(Path path) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Returns what it says; empty if there is none, or if it cannot be understood. */
  Optional<Link> read() throws IOException {
    try {
      JsonNode head = MAPPER.readTree(Files.readAllBytes(path));
      String hash = head.path("hash").asText();
      return head.path("seq").isIntegralNumber() && HASH.matcher(hash).matches()
          ? Optional.of(new Link(head.path("seq").asLong(), hash))
          : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Puts it in place of the one before. */
  void write(Link last) throws IOException {
    String text =
        "{\"v\":%d,\"seq\":%d,\"hash\":\"%s\"}\n"
            .formatted(EventJson.VERSION, last.seq(), last.hash());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(AuditFolder.PRIVATE));
    // No channel: an interrupt of the thread would close it.
    try (var out = new FileOutputStream(fresh.toFile())) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
