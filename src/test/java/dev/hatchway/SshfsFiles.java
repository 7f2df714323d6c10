package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The program {@code sshfs}: the far folder is mounted for each errand, and unmounted again. */
record SshfsFiles(Ssh ssh) implements FileClient {
  private static final Path DEVICE = Path.of("/dev/fuse");

  @Override
  public Set<Keeps> keeps() {
    return EnumSet.allOf(Keeps.class);
  }

  @Override
  public void put(Path file, String far) {
    try (var mounted = mount(parent(far))) {
      copy(file, mounted.folder().resolve(name(far)));
    }
  }

  @Override
  public void get(String far, Path file) {
    try (var mounted = mount(parent(far))) {
      copy(mounted.folder().resolve(name(far)), file);
    }
  }

  @Override
  public void putTree(Path folder, String far) {
    try (var mounted = mount(parent(far))) {
      copyTree(folder, mounted.folder().resolve(name(far)));
    }
  }

  @Override
  public void getTree(String far, Path folder) {
    try (var mounted = mount(parent(far))) {
      copyTree(mounted.folder().resolve(name(far)), folder);
    }
  }

  @Override
  public Optional<List<String>> list(String far) {
    try (var mounted = mount(far);
        Stream<Path> children = Files.list(mounted.folder())) {
      return Optional.of(children.map(child -> child.getFileName().toString()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mounts a far folder, and unmounts it when what is returned is closed. */
  Mounted mount(String far) {
    assertThat(DEVICE)
        .as("sshfs needs FUSE: the kernel's module fuse, and this device for whoever runs the test")
        .isReadable()
        .isWritable();
    List<String> client = ssh.command().words();
    Path folder = machine().folder("mounted");
    Running running =
        machine()
            .program(
                "sshfs",
                "-f",
                ssh.login() + "@127.0.0.1:" + far,
                folder.toString(),
                "-o",
                "ssh_command=" + String.join(" ", client.subList(0, client.size() - 1)))
            .within(Machine.LONG_LIMIT)
            .start();
    var mounted = new Mounted(machine(), folder, running);
    await("mounted").failFast(running::mustBeAlive).until(mounted::isThere);
    return mounted;
  }

  private Machine machine() {
    return ssh.gateway().home().machine();
  }

  /** The folder of a path, which is the first one, without a name, if none is written. */
  private static String parent(String far) {
    return far.substring(0, Math.max(far.lastIndexOf('/'), far.lastIndexOf(':') + 1));
  }

  private static String name(String far) {
    return far.substring(parent(far).length()).replaceFirst("^/", "");
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what is in a folder before it gives the copy the folder's mode. */
  private static void copyTree(Path from, Path to) {
    try (Stream<Path> children = Files.list(from)) {
      Files.createDirectory(to);
      for (Path child : children.toList()) {
        Path copy = to.resolve(child.getFileName());
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          copyTree(child, copy);
        } else {
          copy(child, copy);
        }
      }
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A far folder that is mounted in a near one. */
  record Mounted(Machine machine, Path folder, Running running) implements AutoCloseable {
    boolean isThere() {
      return Home.read(Path.of("/proc/self/mounts")).contains(" " + folder + " fuse.sshfs ");
    }

    @Override
    public void close() {
      try (running) {
        machine.program("fusermount3", "-u", folder.toString()).run().succeeded();
        running.end().succeeded();
      }
    }
  }
}
