package dev.hatchway.config;

import dev.hatchway.model.AppName;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.CpuAmount;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.Printable;
import dev.hatchway.model.ProcessName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the declared apps of an installation. */
public final class AppFiles {
  private static final String ENDING = ".yaml";

  /** People mean the same by it; two files for one app would be a puzzle, so it is refused. */
  private static final String OTHER_ENDING = ".yml";

  /** A source, an absolute place in the container, and perhaps options such as {@code ro}. */
  private static final Pattern VOLUME = Pattern.compile("[^:\\s]+:/[^:]*(?::[a-zA-Z,]+)?");

  private static final Pattern VARIABLE = Pattern.compile("[^=\\s\\p{Cntrl}]+");

  private AppFiles() {}

  /**
   * Reads {@code conf/apps/*.yaml} of a home, in the order of their names.
   *
   * @throws SettingsException if one of them is wrong
   */
  public static List<DeclaredApp> load(Path home) {
    Path folder = home.resolve("conf").resolve("apps");
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(AppFiles::isMeant).sorted().map(file -> read(file, name(file))).toList();
    } catch (IOException e) {
      throw SettingsException.unreadable(folder.normalize().toString(), e);
    }
  }

  /** Leaves out what editors and people put beside the files: backups, hidden files, notes. */
  private static boolean isMeant(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(ENDING) || name.endsWith(OTHER_ENDING));
  }

  private static AppName name(Path file) {
    String name = file.getFileName().toString();
    String shown = Printable.of(file.normalize().toString());
    if (name.endsWith(OTHER_ENDING)) {
      throw new SettingsException(shown, "is not read; rename it to end in " + ENDING);
    }
    return AppName.parse(name.substring(0, name.length() - ENDING.length()))
        .orElseThrow(
            () ->
                new SettingsException(
                    shown,
                    "what stands before .yaml is the app's name, which has only letters, digits,"
                        + " dots, dashes and underscores; rename it"));
  }

  private static DeclaredApp read(Path file, AppName name) {
    Section root = YamlFile.read(file);
    var image = root.value("image", "the name of an image", notBlank());
    var processes = processes(root);
    var env = env(root);
    var networks = root.list("networks", "the name of a network", notBlank());
    var volumes =
        root.list("volumes", "SOURCE:/PLACE or SOURCE:/PLACE:ro", only(VOLUME.asMatchPredicate()));
    var user = root.value("user", "a user's name or number", notBlank());
    var workdir = root.value("workdir", "an absolute path", only(t -> t.startsWith("/")));
    var entrypoint = root.list("entrypoint", "a word", Optional::of);
    var cpu = root.value("cpu", CpuAmount.EXPECTED, t -> boxed(CpuAmount.parse(t)));
    var memory =
        root.value("memory", ByteSize.EXPECTED, t -> boxed(ByteSize.parse(t)).filter(m -> m > 0));
    root.refuseOthers("procfile", "console", "env-file");
    return new DeclaredApp(
        name,
        root.required("image", image),
        processes,
        env,
        networks.orElse(List.of()),
        volumes.orElse(List.of()),
        user,
        workdir,
        entrypoint,
        unboxed(cpu),
        unboxed(memory));
  }

  private static Map<String, String> processes(Section root) {
    return root.texts(
        "processes",
        "a process type: letters, digits, dots, dashes and underscores, but not run, which is the"
            + " type of one-offs",
        type -> ProcessName.isType(type) && !type.equals(ProcessName.ONE_OFF),
        "a command",
        notBlank());
  }

  private static Map<String, String> env(Section root) {
    return root.texts(
        "env",
        "the name of a variable, without = and blanks",
        VARIABLE.asMatchPredicate()::test,
        "text; write \"\" for an empty one",
        only(text -> text.indexOf('\0') < 0));
  }

  private static Function<String, Optional<String>> notBlank() {
    return only(text -> !text.isBlank());
  }

  private static Function<String, Optional<String>> only(Predicate<String> valid) {
    return text -> Optional.of(text).filter(valid);
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.stream().boxed().findFirst();
  }

  private static OptionalLong unboxed(Optional<Long> value) {
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
