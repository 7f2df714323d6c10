package dev.hatchway;

import dev.hatchway.model.GatewayId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the id of a home's gateway, which is made up at its first start. */
record GatewayIdFile(Path file) {
  /**
   * Returns the id.
   *
   * @throws IOException if there is none and it cannot be written, or if the file holds another
   *     text: with a new id the gateway would no longer know its one-offs
   */
  GatewayId id() throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return GatewayId.parse(text)
          .orElseThrow(
              () ->
                  new IOException(
                      "%s does not hold the id of a gateway; put it back or remove it"
                          .formatted(file)));
    } catch (NoSuchFileException e) {
      return make();
    }
  }

  private GatewayId make() throws IOException {
    GatewayId id = GatewayId.random();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, id + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return id;
  }
}
