package dev.hatchway.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files and connections that the gateway has open, of those that the system lets it have. A
 * process that has used all of them up can do nothing any more, not even learn how a program ended;
 * so some are kept for the sessions that there are, and new ones are refused before.
 */
public final class OpenFiles {
  /** The engine's output and end of a program, its spill file, and as much for connections. */
  private static final int FILES_OF_SESSION = 5;

  /** Of few files a quarter is kept back, of many no more than this. */
  private static final int MOST_KEPT_BACK = 512;

  private static final int SHARE_KEPT_BACK = 4;

  private static final File OPEN = new File("/proc/self/fd");
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +([0-9]+) ");

  private final LongSupplier open;
  private final long most;
  private final long atStart;

  /**
   * @param open how many there are now
   * @param most how many there may be
   */
  OpenFiles(LongSupplier open, long most) {
    this.open = open;
    this.most = most;
    this.atStart = open.getAsLong();
  }

  /** Those of this process; where the system does not tell, as many as one likes. */
  public static OpenFiles ofThisProcess() {
    try {
      Matcher limit = LIMIT.matcher(Files.readString(LIMITS));
      return limit.find()
          ? new OpenFiles(OpenFiles::count, Long.parseLong(limit.group(1)))
          : unlimited();
    } catch (IOException e) {
      return unlimited();
    }
  }

  private static OpenFiles unlimited() {
    return new OpenFiles(() -> 0, Long.MAX_VALUE);
  }

  /** Even this needs a file; if it cannot be had, all are in use. */
  private static long count() {
    String[] names = OPEN.list();
    return names == null ? Long.MAX_VALUE : names.length;
  }

  /** How many there may be. */
  public long most() {
    return most;
  }

  /** For how many sessions they are surely enough. */
  public int sessions() {
    long sessions = (most - atStart - keptBack()) / FILES_OF_SESSION;
    return Math.clamp(sessions, 1, Integer.MAX_VALUE);
  }

  /** Whether too few are left for one session more. */
  boolean areScarce() {
    return open.getAsLong() > most - keptBack();
  }

  /** Whether too few are left for one connection more, which may never become a session. */
  public boolean areNearlyUsedUp() {
    return open.getAsLong() > most - keptBack() / 2;
  }

  private long keptBack() {
    return Math.min(most / SHARE_KEPT_BACK, MOST_KEPT_BACK);
  }
}
