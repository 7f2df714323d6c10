package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The images of the tests, made from the machine's own {@code /bin/busybox} (Debian's package
 * busybox-static), so that no registry is needed.
 *
 * @param busybox has every applet but no bash, user {@code app} (1000), and files in {@code /srv}
 *     and {@code /data}
 * @param bash has besides a {@code /bin/bash}, by which it can be told which shell was started
 * @param distroless has {@code /bin/sleep}, {@code cat} and {@code true}, and no shell
 */
record TestImages(String busybox, String bash, String distroless) {
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private static final int NOISE = 1024 * 1024;

  /** A shell that tells its name. */
  private static final String BASH =
      """
      #!/bin/sh
      export SHELL_IS=bash
      exec /bin/sh "$@"
      """;

  static TestImages make(TestEngine engine) {
    return new TestImages(
        imported(engine, "busybox", root -> busyboxRoot(engine.machine(), root)),
        imported(engine, "bash", root -> bashRoot(engine.machine(), root)),
        imported(engine, "distroless", TestImages::distrolessRoot));
  }

  /** An image that nothing else has a layer of; it compresses badly, so that it takes a while. */
  static String unseen(TestEngine engine) {
    return imported(
        engine, "unseen" + engine.machine().newNumber(), root -> unseenRoot(engine, root));
  }

  private static void unseenRoot(TestEngine engine, Path root) {
    busyboxRoot(engine.machine(), root);
    byte[] noise = new byte[NOISE];
    RandomGenerator.getDefault().nextBytes(noise);
    try {
      Files.write(root.resolve("srv/noise"), noise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an image from the folder that is filled so, and returns its name. */
  static String imported(TestEngine engine, String name, Consumer<Path> fill) {
    Path root = engine.machine().folder("root-" + name);
    fill.accept(root);
    Path tar = engine.machine().newFile(name + ".tar");
    List<String> pack = List.of("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
    engine.machine().program(pack).run().succeeded();
    String image = "hatchway-test-" + name + ":" + engine.named("run");
    List<String> words = new ArrayList<>(List.of("import"));
    for (String change :
        List.of("LABEL " + engine.label(), "ENV PATH=/bin:/sbin:/usr/bin", "CMD [\"/bin/sh\"]")) {
      words.addAll(List.of("--change", change));
    }
    words.addAll(List.of(tar.toString(), image));
    engine.docker(words);
    return image;
  }

  private static void busyboxRoot(Machine machine, Path root) {
    try {
      folder(root, "bin", "rwxr-xr-x");
      folder(root, "tmp", "rwxrwxrwx");
      folder(root, "etc", "rwxr-xr-x");
      folder(root, "srv", "rwxr-xr-x");
      folder(root, "root", "rwx------");
      folder(root, "data", "rwxrwxrwx");
      file(root, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/srv:/bin/sh\n");
      file(root, "etc/group", "root:x:0:\napp:x:1000:\n");
      file(root, "srv/index.html", "hello from web\n");
      Files.copy(BUSYBOX, root.resolve("bin/busybox"));
      executable(root.resolve("bin/busybox"));
      for (String applet : applets(machine)) {
        // The list names busybox itself too, and a link of that name would replace the program.
        if (!applet.equals("busybox")) {
          Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
      }
      sticky(root.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bashRoot(Machine machine, Path root) {
    busyboxRoot(machine, root);
    try {
      file(root, "bin/bash", BASH);
      executable(root.resolve("bin/bash"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void distrolessRoot(Path root) {
    try {
      folder(root, "bin", "rwxr-xr-x");
      folder(root, "tmp", "rwxrwxrwx");
      for (String name : List.of("sleep", "cat", "true")) {
        // Busybox is the program whose name it is started by.
        Files.copy(BUSYBOX, root.resolve("bin").resolve(name));
        executable(root.resolve("bin").resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> applets(Machine machine) {
    return machine.program(BUSYBOX.toString(), "--list").run().succeeded().out().lines().toList();
  }

  private static void folder(Path root, String name, String mode) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
  }

  private static void file(Path root, String name, String text) throws IOException {
    Files.writeString(root.resolve(name), text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void sticky(Path folder) throws IOException {
    Files.setAttribute(folder, "unix:mode", 01777);
  }
}
