package dev.hatchway.config;

import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.EnvironmentFile;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      return files.filter(AppFiles::isMeant).sorted().map(file -> read(folder, file)).toList();
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

  private static DeclaredApp read(Path folder, Path file) {
    AppName name = name(file);
    Section root = YamlFile.read(file);
    var image = root.value("image", ImageName.EXPECTED, ImageName::parse);
    var processes = processes(root, folder);
    var env = env(root, folder);
    var networks = root.list("networks", "the name of a network", notBlank());
    var volumes =
        root.list("volumes", "SOURCE:/PLACE or SOURCE:/PLACE:ro", only(VOLUME.asMatchPredicate()));
    var user = root.value("user", "a user's name or number", notBlank());
    var workdir = root.value("workdir", "an absolute path", only(t -> t.startsWith("/")));
    var entrypoint = root.list("entrypoint", "a word", Optional::of);
    var limits = Sizes.limits(root);
    var console = root.value("console", "a process type or a command", notBlank());
    var sizes = Sizes.read(root);
    root.refuseOthers();
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
        limits,
        console,
        sizes);
  }

  private static Map<String, String> processes(Section root, Path folder) {
    Map<String, String> written =
        root.texts("processes", Procfile.EXPECTED_TYPE, Procfile::isType, "a command", notBlank());
    root.exclude("procfile", "processes");
    return root.file("procfile", folder).map(Procfile::read).orElse(written);
  }

  /** Files come in their order, and what the app's own file says comes last and wins. */
  private static Map<String, String> env(Section root, Path folder) {
    Map<String, String> env = new LinkedHashMap<>();
    root.files("env-file", folder).forEach(file -> env.putAll(EnvFile.read(file)));
    env.putAll(
        root.texts(
            "env",
            EnvironmentFile.EXPECTED_NAME,
            EnvironmentFile::isName,
            "text; write \"\" for an empty one",
            only(text -> text.indexOf('\0') < 0)));
    return env;
  }

  private static Function<String, Optional<String>> notBlank() {
    return only(text -> !text.isBlank());
  }

  private static Function<String, Optional<String>> only(Predicate<String> valid) {
    return text -> Optional.of(text).filter(valid);
  }
}
