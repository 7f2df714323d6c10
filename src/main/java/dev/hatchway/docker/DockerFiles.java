package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.ContainerFiles;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.FileFacts;
import dev.hatchway.container.OneOff.Owner;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of a container by the engine's archive calls. */
final class DockerFiles implements ContainerFiles {
  /** Base64 of JSON (Docker Engine API, "Get information about files in a container"). */
  private static final String FACTS = "X-Docker-Container-Path-Stat";

  /** Bits of Go's os.FileMode. */
  private static final long FOLDER = 1L << 31;

  private static final long LINK = 1L << 27;

  /** Devices, pipes, sockets. */
  private static final long OTHER = 1L << 26 | 1L << 25 | 1L << 24 | 1L << 21 | 1L << 19;

  private static final long SETUID = 1L << 23;
  private static final long SETGID = 1L << 22;
  private static final long STICKY = 1L << 20;
  private static final int PERMISSIONS = 0777;

  /** What the runtime mounts into every container. */
  private static final List<String> ALWAYS_HIDDEN = List.of("/proc", "/sys", "/dev");

  private final EngineApi engine;
  private final String container;
  private final Supplier<JsonNode> inspect;

  DockerFiles(EngineApi engine, String container, Supplier<JsonNode> inspect) {
    this.engine = engine;
    this.container = container;
    this.inspect = inspect;
  }

  @Override
  public Optional<FileFacts> find(String path) {
    // 404 is not there, 500 is below something that is no folder: there is no such field then.
    return engine.head(archive(path), FACTS).map(this::facts);
  }

  @Override
  public InputStream read(String path) {
    Response response = engine.open(Request.Method.GET, archive(path));
    return new FilterInputStream(response.getBody()) {
      @Override
      public void close() {
        response.close();
      }
    };
  }

  @Override
  public void write(String folder, InputStream tar) {
    engine.putArchive(archive(folder) + "&noOverwriteDirNonDir=1", tar);
  }

  @Override
  public Owner owner() {
    return new UserLookUp(engine, container).find(config().path("User").asText());
  }

  @Override
  public String workdir() {
    String workdir = config().path("WorkingDir").asText();
    return workdir.isEmpty() ? "/" : workdir;
  }

  @Override
  public boolean isRunning() {
    return inspect.get().path("State").path("Running").asBoolean();
  }

  @Override
  public List<String> hidden() {
    List<String> hidden = new ArrayList<>(ALWAYS_HIDDEN);
    JsonNode inspected = inspect.get();
    inspected.path("HostConfig").path("Tmpfs").fieldNames().forEachRemaining(hidden::add);
    for (JsonNode mount : inspected.path("Mounts")) {
      if (mount.path("Type").asText().equals("tmpfs")) {
        hidden.add(mount.path("Destination").asText());
      }
    }
    return hidden;
  }

  private JsonNode config() {
    return inspect.get().path("Config");
  }

  private String archive(String path) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
    return "/containers/%s/archive?path=%s".formatted(container, encoded);
  }

  private FileFacts facts(String header) {
    try {
      JsonNode facts = engine.mapper().readTree(Base64.getDecoder().decode(header));
      long mode = facts.path("mode").asLong();
      return new FileFacts(
          kind(mode),
          facts.path("size").asLong(),
          permissions(mode),
          Instant.parse(facts.path("mtime").asText()),
          Optional.of(facts.path("linkTarget").asText()).filter(target -> !target.isEmpty()));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new EngineException("the engine does not tell about a file in a known way", e);
    }
  }

  private static FileFacts.Kind kind(long mode) {
    if ((mode & FOLDER) != 0) {
      return FileFacts.Kind.FOLDER;
    }
    if ((mode & LINK) != 0) {
      return FileFacts.Kind.LINK;
    }
    return (mode & OTHER) != 0 ? FileFacts.Kind.OTHER : FileFacts.Kind.FILE;
  }

  private static int permissions(long mode) {
    long bits = mode & PERMISSIONS;
    bits |= (mode & SETUID) != 0 ? 04000 : 0;
    bits |= (mode & SETGID) != 0 ? 02000 : 0;
    bits |= (mode & STICKY) != 0 ? 01000 : 0;
    return (int) bits;
  }
}
