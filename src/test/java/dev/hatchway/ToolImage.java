package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An image like Debian's own, put together from this machine's programs with their libraries: the
 * shells dash and bash, some coreutils, Python with its standard library, rsync, git, scp, and an
 * {@code sftp-server}. Its user {@code app} owns its home.
 */
record ToolImage(Machine machine, Path root) {
  /** The user that its programs run as, and their home. */
  static final String USER = "app";

  static final String HOME = "/home/app";
  static final String SFTP_SERVER = "/usr/lib/openssh/sftp-server";

  /** A profile as Debian's: a login shell would have this path and not the image's. */
  static final String PROFILE = "PATH=/usr/local/bin:/usr/bin:/bin; export PATH\n";

  private static final List<String> PROGRAMS =
      List.of(
          "dash",
          "bash",
          "cat",
          "chmod",
          "cp",
          "date",
          "dd",
          "echo",
          "env",
          "expr",
          "false",
          "head",
          "hostname",
          "id",
          "ln",
          "ls",
          "mkdir",
          "mv",
          "printenv",
          "printf",
          "ps",
          "pwd",
          "readlink",
          "rm",
          "sha1sum",
          "sleep",
          "sort",
          "stat",
          "tail",
          "tar",
          "test",
          "touch",
          "tr",
          "true",
          "tty",
          "uname",
          "wc",
          "grep",
          "sed",
          "kill",
          "python3",
          "rsync",
          "git",
          "scp");

  /** Parts of Python that no program of the tests needs; the first is 25 MB. */
  private static final Set<String> LEFT_OUT =
      Set.of("test", "idlelib", "lib2to3", "ensurepip", "pydoc_data", "tkinter", "__pycache__");

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

  /** Makes the image and returns its name. */
  static String make(TestEngine engine) {
    return TestImages.imported(
        engine, "tools", root -> new ToolImage(engine.machine(), root).fill());
  }

  private void fill() {
    try {
      for (String name : PROGRAMS) {
        copy(path(name), root.resolve("usr/bin").resolve(name));
      }
      copy(Path.of(SFTP_SERVER), within(Path.of(SFTP_SERVER)));
      Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
      Files.createSymbolicLink(root.resolve("usr/bin/sh"), Path.of("dash"));
      for (String name : List.of("git-upload-pack", "git-receive-pack", "git-upload-archive")) {
        Files.createSymbolicLink(root.resolve("usr/bin").resolve(name), Path.of("git"));
      }
      copyPython();
      copyLibraries();
      account();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void account() throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        "root:x:0:0:root:/root:/bin/bash\n%s:x:1000:1000::%s:/bin/bash\n".formatted(USER, HOME));
    Files.writeString(etc.resolve("group"), "root:x:0:\n%s:x:1000:\n".formatted(USER));
    Files.writeString(etc.resolve("profile"), PROFILE);
    for (String open : List.of("tmp", HOME.substring(1), "repo")) {
      Path folder = Files.createDirectories(root.resolve(open));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Files.createDirectories(root.resolve("opt/app/bin"));
  }

  /** Where a program of the system is; a user's own Python in front of it is no part of it. */
  private static Path path(String name) throws IOException {
    for (String folder : List.of("/usr/bin", "/bin")) {
      Path path = Path.of(folder, name);
      if (Files.isExecutable(path)) {
        return path.toRealPath();
      }
    }
    throw new IllegalStateException("no program " + name + ": run bin/check");
  }

  private void copyPython() throws IOException {
    String ask = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    Path library =
        Path.of(machine.program("/usr/bin/python3", "-I", "-c", ask).run().out().strip());
    List<Path> files;
    try (Stream<Path> all = Files.walk(library)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (isNeeded(library.relativize(file))) {
        copy(file, within(file));
      }
    }
  }

  private static boolean isNeeded(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (LEFT_OUT.contains(name) || name.startsWith("config-")) {
        return false;
      }
    }
    return true;
  }

  /** What the loader would load for all programs and modules that are there already. */
  private void copyLibraries() throws IOException {
    List<String> words = new ArrayList<>(List.of("ldd"));
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .filter(file -> Files.isExecutable(file) || file.toString().endsWith(".so"))
          .filter(file -> !file.toString().endsWith(".py"))
          .forEach(file -> words.add(file.toString()));
    }
    Matcher found = LIBRARY.matcher(machine.program(words).run().out());
    Set<String> libraries =
        found.results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    for (String library : libraries) {
      copy(Path.of(library).toRealPath(), within(Path.of(library)));
    }
  }

  private Path within(Path path) {
    return root.resolve(path.toString().substring(1));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
