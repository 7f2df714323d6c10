package dev.hatchway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of one app on the disk, oldest first: a line of JSON for each. What was written is
 * there after a loss of power; a line that was only half written then is passed over.
 */
record ReleaseFile(Path path) {
  private static final Logger log = LoggerFactory.getLogger(ReleaseFile.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  List<Release> read() throws IOException {
    List<Release> releases = new ArrayList<>();
    // Not as text at once: the damaged line need not be UTF-8.
    String text = new String(bytes(), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      Optional<Release> release = parse(line);
      if (release.isEmpty() && !line.isBlank()) {
        log.warn("{} has a damaged line, which is passed over", path);
      }
      // A number that does not go on from the last one would make two releases one.
      release
          .filter(r -> releases.isEmpty() || r.number() > releases.getLast().number())
          .ifPresent(releases::add);
    }
    return releases;
  }

  /** Adds a line, which begins on a line of its own whatever stands before it. */
  void append(Release release) throws IOException {
    boolean fresh = Files.notExists(path);
    String line = (endsWhole() ? "" : "\n") + line(release);
    write(path, line, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    if (fresh) {
      forceFolder();
    }
  }

  /** Replaces all lines at once. */
  void rewrite(List<Release> releases) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    StringBuilder text = new StringBuilder();
    releases.forEach(release -> text.append(line(release)));
    Files.deleteIfExists(next);
    write(next, text.toString(), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
  }

  private byte[] bytes() throws IOException {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private boolean endsWhole() throws IOException {
    byte[] bytes = bytes();
    return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
  }

  private static void write(Path file, String text, Set<? extends OpenOption> options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options, PRIVATE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** The name of a file is on the disk only when its folder is. */
  private void forceFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String line(Release release) {
    ObjectNode node = JSON.createObjectNode();
    node.put("release", release.number());
    node.put("image", release.image());
    node.put("tag", release.tag());
    node.put("since", release.since().toString());
    node.put("source", release.source());
    return node + "\n";
  }

  private static Optional<Release> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return Optional.of(
          new Release(
              node.path("release").asInt(),
              node.path("image").asText(),
              node.path("tag").asText(),
              Instant.parse(node.path("since").asText()),
              node.path("source").asText()));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
