package dev.hatchway.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Makes keys with the system's own {@code ssh-keygen}. */
final class KeyMaker {
  private final Path folder;

  KeyMaker(Path folder) {
    this.folder = folder;
  }

  /** A key made by {@code ssh-keygen}: its public line, and the fingerprint that it prints. */
  record Made(String line, String fingerprint, Path privateKey) {
    /** The type and the key, without the comment. */
    String bare() {
      return line.substring(0, line.lastIndexOf(' '));
    }
  }

  Made make(String name, String... options) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    var words = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name, "-f"));
    words.add(file.toString());
    words.addAll(List.of(options));
    run(words);
    Path publicKey = folder.resolve(name + ".pub");
    String listed = run(List.of("ssh-keygen", "-l", "-f", publicKey.toString()));
    return new Made(Files.readString(publicKey).strip(), listed.split(" ", -1)[1], file);
  }

  /** Writes a key file that only its owner may write, whatever the umask is. */
  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String run(List<String> words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(words + " failed: " + output);
    }
    return output;
  }
}
