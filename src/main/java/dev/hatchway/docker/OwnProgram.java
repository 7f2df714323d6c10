package dev.hatchway.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A small program of the gateway's own that a container is given before its start, in a volume, so
 * that a read-only file system takes it, too.
 */
final class OwnProgram {
  private static final String FOLDER = "/.hatchway";

  /** Of a ustar archive (POSIX, pax). */
  private static final int BLOCK = 512;

  private final String name;
  private final byte[] file;

  OwnProgram(String name, byte[] file) {
    this.name = name;
    this.file = file;
  }

  String path() {
    return FOLDER + "/" + name;
  }

  /** Adds its volume to a container that is about to be created. */
  void putInto(ObjectNode body) {
    ObjectNode volumes = body.objectNode();
    body.path("Volumes").properties().forEach(v -> volumes.set(v.getKey(), v.getValue()));
    volumes.putObject(FOLDER);
    body.set("Volumes", volumes);
  }

  /** Puts the file into a container that was created so. */
  void unpackInto(EngineApi engine, String container) {
    engine.putArchive(
        "/containers/%s/archive?path=%s".formatted(container, FOLDER.replace("/", "%2F")),
        new ByteArrayInputStream(tar()));
  }

  /** A head, the bytes up to a whole block, two empty blocks. */
  private byte[] tar() {
    int blocks = Math.ceilDiv(file.length, BLOCK);
    ByteBuffer tar = ByteBuffer.allocate((1 + blocks + 2) * BLOCK);
    put(tar, 0, name);
    put(tar, 100, "0000755\0" + "0000000\0" + "0000000\0");
    put(tar, 124, String.format(Locale.ROOT, "%011o\0%011o\0", file.length, 0));
    put(tar, 156, "0");
    put(tar, 257, "ustar\0" + "00");
    // The sum is taken with eight blanks in its own place.
    put(tar, 148, " ".repeat(8));
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += tar.get(i);
    }
    put(tar, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    tar.put(BLOCK, file);
    return tar.array();
  }

  private static void put(ByteBuffer tar, int position, String text) {
    tar.put(position, text.getBytes(StandardCharsets.US_ASCII));
  }
}
