package dev.hatchway.session;

import dev.hatchway.command.Command;
import dev.hatchway.model.EnvironmentFile;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Printable;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.upload.Inboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of variables in the inboxes, which {@code run --env-file} names. They stay there, and
 * go into the one-off as all other files do.
 */
public final class EnvironmentFiles {
  /** A thousand times what such a file has. */
  private static final int MOST_BYTES = 1024 * 1024;

  private final Inboxes inboxes;

  public EnvironmentFiles(Inboxes inboxes) {
    this.inboxes = inboxes;
  }

  /** Returns the variables of a run: those of its file, and over them those of its options. */
  Map<String, String> of(Visit visit, Command.Run wish) throws Refusal {
    Map<String, String> variables = new HashMap<>();
    if (wish.environmentFile().isPresent()) {
      variables.putAll(read(visit, wish.environmentFile().get()));
    }
    variables.putAll(wish.execution().environment());
    return variables;
  }

  private Map<String, String> read(Visit visit, String path) throws Refusal {
    return switch (EnvironmentFile.parse(text(visit, path))) {
      case EnvironmentFile.Variables(var values) -> values;
      case EnvironmentFile.Wrong(int line, String problem) ->
          throw refusal(Printable.of(path) + ":" + line + ": " + problem);
    };
  }

  private String text(Visit visit, String path) throws Refusal {
    try (ReadableFile file =
        inboxes.of(visit.client().grant().user(), visit.name()).openToRead(path)) {
      if (file.attributes().size() > MOST_BYTES) {
        throw refusal(Printable.of(path) + " is larger than 1 MiB, which no such file is");
      }
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
      file.read(0, bytes);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (TransferException e) {
      throw refusal(unread(visit, path, e));
    } catch (CharacterCodingException _) {
      throw refusal(Printable.of(path) + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("an inbox cannot be read", e);
    }
  }

  private static String unread(Visit visit, String path, TransferException e) {
    return switch (e.status()) {
      case NO_SUCH_FILE ->
          "no file %s in your inbox for %s; send it first, by scp to %s@HOST:"
              .formatted(Printable.of(path), visit.name(), visit.name());
      case ALREADY_EXISTS, PERMISSION_DENIED, QUOTA_EXCEEDED, UNSUPPORTED, MALFORMED, FAILURE ->
          Printable.of(e.reason());
    };
  }

  private static Refusal refusal(String problem) {
    return new Refusal(ExitCode.USAGE, "--env-file: " + problem);
  }
}
