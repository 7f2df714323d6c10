package dev.hatchway.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OneOff.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the numbers behind the user of a container: as {@code USER} of an image may be written,
 * {@code name}, {@code 1000}, {@code name:group} or {@code 1000:1000}.
 */
final class UserLookUp {
  private static final Owner ROOT = new Owner(0, 0);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final int TAR_BLOCK = 512;
  private static final int LARGEST_FILE = 1024 * 1024;
  private static final int NAME = 0;
  private static final int USER_ID = 2;
  private static final int GROUP_ID = 3;

  private final EngineApi engine;
  private final String container;

  UserLookUp(EngineApi engine, String container) {
    this.engine = engine;
    this.container = container;
  }

  /** Returns the numbers; root where the user is empty or cannot be found. */
  Owner find(String user) {
    if (user.isEmpty()) {
      return ROOT;
    }
    String[] parts = user.split(":", 2);
    Optional<String[]> account =
        NUMBER.matcher(parts[0]).matches() && parts.length == 2
            ? Optional.empty()
            : line("etc/passwd", parts[0], NUMBER.matcher(parts[0]).matches() ? USER_ID : NAME);
    long id = number(parts[0]).or(() -> account.flatMap(a -> number(a[USER_ID]))).orElse(0L);
    if (parts.length == 1) {
      return new Owner(id, account.flatMap(a -> number(a[GROUP_ID])).orElse(0L));
    }
    long group =
        number(parts[1])
            .or(() -> line("etc/group", parts[1], NAME).flatMap(g -> number(g[USER_ID])))
            .orElse(0L);
    return new Owner(id, group);
  }

  private static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private Optional<String[]> line(String file, String key, int column) {
    return text(file)
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > GROUP_ID - (file.endsWith("group") ? 1 : 0))
        .filter(fields -> fields[column].equals(key))
        .findFirst();
  }

  /** The archive API gives a tar with this one file; its head is one block. */
  private String text(String file) {
    try (Response response =
            engine.open(
                Request.Method.GET,
                "/containers/%s/archive?path=%%2F%s".formatted(container, file));
        InputStream body = response.getBody()) {
      byte[] head = body.readNBytes(TAR_BLOCK);
      if (head.length < TAR_BLOCK) {
        return "";
      }
      String size = new String(Arrays.copyOfRange(head, 124, 135), StandardCharsets.US_ASCII);
      int length = Math.min(Integer.parseInt(size.strip(), 8), LARGEST_FILE);
      return new String(body.readNBytes(length), StandardCharsets.UTF_8);
    } catch (EngineException.Gone e) {
      return "";
    } catch (IOException | NumberFormatException e) {
      return "";
    }
  }
}
