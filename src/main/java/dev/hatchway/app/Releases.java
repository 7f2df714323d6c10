package dev.hatchway.app;

import dev.hatchway.model.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What each app ran as, one file for each app. All of it is held in memory as well, so that nobody
 * who asks waits for a disk.
 */
public final class Releases {
  /** Older images than these are rarely still on an engine. */
  static final int MOST = 100;

  private static final String SUFFIX = ".jsonl";

  /** Shorter beginnings of an id would be guesses. */
  private static final Pattern IMAGE_PREFIX = Pattern.compile("(?:sha256:)?[0-9a-f]{4,64}");

  private static final Pattern NUMBER = Pattern.compile("v?[0-9]{1,9}");

  private final Path folder;
  private final Map<AppName, List<Release>> known = new ConcurrentHashMap<>();

  /**
   * Reads what is recorded in a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be made or read
   */
  public Releases(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        String name = String.valueOf(path.getFileName());
        Optional<AppName> app =
            name.endsWith(SUFFIX)
                ? AppName.parse(name.substring(0, name.length() - SUFFIX.length()))
                : Optional.empty();
        if (app.isPresent()) {
          known.put(app.get(), newestFirst(new ReleaseFile(path).read()));
        }
      }
    }
  }

  /** Returns what the app ran as, newest first; of very many only the last. */
  public List<Release> of(AppName app) {
    return known.getOrDefault(app, List.of());
  }

  /** Returns the last release of the app that had this image, empty if none is known. */
  public Optional<Release> ofImage(AppName app, String image) {
    return of(app).stream().filter(release -> release.image().equals(image)).findFirst();
  }

  /**
   * Returns the release that a person means: by its number, {@code 3} or {@code v3}, or by the
   * beginning of its image's id. Of several with one image it is the last; if they have different
   * images, all are returned.
   */
  public List<Release> find(AppName app, String reference) {
    if (NUMBER.matcher(reference).matches()) {
      int number = Integer.parseInt(reference.replace("v", ""));
      Optional<Release> exact =
          of(app).stream().filter(release -> release.number() == number).findFirst();
      if (exact.isPresent()) {
        return List.of(exact.get());
      }
    }
    Map<String, Release> found = new LinkedHashMap<>();
    if (IMAGE_PREFIX.matcher(reference).matches()) {
      of(app).stream()
          .filter(release -> release.hasImage(reference))
          .forEach(release -> found.putIfAbsent(release.image(), release));
    }
    return List.copyOf(found.values());
  }

  /**
   * Records a release on the disk, then shows it. Only one thread does so, as the numbers are its
   * own to count.
   */
  void add(AppName app, Release release) throws IOException {
    List<Release> before = of(app);
    List<Release> after = new ArrayList<>(before);
    after.addFirst(release);
    List<Release> kept = after.stream().limit(MOST).toList();
    var file = new ReleaseFile(folder.resolve(app.value() + SUFFIX));
    if (before.size() == MOST && release.number() % MOST == 0) {
      // The file would grow for ever; it holds twice as many lines at most.
      file.rewrite(kept.reversed());
    } else {
      file.append(release);
    }
    known.put(app, kept);
  }

  private static List<Release> newestFirst(List<Release> oldestFirst) {
    return oldestFirst.reversed().stream().limit(MOST).toList();
  }
}
