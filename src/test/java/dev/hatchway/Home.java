package dev.hatchway;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The home folder of a gateway, as an operator writes it.
 *
 * @param key the private key of the first user, alice, who is let in
 */
record Home(Machine machine, Path folder, Path key) {
  /** A home with one user's key and no settings. */
  static Home create(Machine machine) {
    Path folder = machine.folder("home");
    Path key = newKey(machine, "-t", "ed25519", "-C", "alice");
    var home = new Home(machine, folder, key);
    home.authorize(publicKey(key));
    return home;
  }

  /** Makes a key of that kind, in words of {@code ssh-keygen}, and returns its private file. */
  static Path newKey(Machine machine, String... kind) {
    Path key = machine.newFile("key");
    List<String> words =
        Stream.concat(
                Stream.of("ssh-keygen", "-q", "-N", "", "-f", key.toString()), Stream.of(kind))
            .toList();
    machine.program(words).run().succeeded();
    return key;
  }

  /** The line of a key as {@code authorized_keys} has it. */
  static String publicKey(Path key) {
    return read(Path.of(key + ".pub")).strip();
  }

  /** Makes a key for another user, lets it in, and returns its private file. */
  Path newUser(String name) {
    Path another = newKey(machine, "-t", "ed25519", "-C", name);
    authorize(publicKey(another));
    return another;
  }

  /** Adds a line to {@code keys/authorized_keys}. */
  Home authorize(String line) {
    try {
      Files.createDirectories(authorizedKeys().getParent());
      Files.writeString(authorizedKeys(), line + "\n", CREATE, APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a line out of {@code keys/authorized_keys} again. */
  void withdraw(String line) {
    write(authorizedKeys(), read(authorizedKeys()).replace(line + "\n", ""));
  }

  Path authorizedKeys() {
    return folder.resolve("keys/authorized_keys");
  }

  Path settingsFile() {
    return folder.resolve("conf/hatchway.yaml");
  }

  /** Writes {@code conf/hatchway.yaml}. */
  Home settings(String yaml) {
    write(settingsFile(), yaml);
    return this;
  }

  /** Writes {@code conf/apps/NAME.yaml}. */
  Home app(String name, String yaml) {
    write(folder.resolve("conf/apps").resolve(name + ".yaml"), yaml);
    return this;
  }

  /** All regular files below {@code var/}. */
  List<Path> filesInVar() {
    return files(folder.resolve("var"));
  }

  /** All regular files below a folder, none if it does not exist. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
