package dev.hatchway.command;

import dev.hatchway.model.ByteSize;
import dev.hatchway.model.CpuAmount;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import dev.hatchway.model.TimeSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of values that the commands know, with their limits. */
final class Kinds {
  /** A one-off that is to run longer is a process of the app. */
  private static final Duration LONGEST_RUN = Duration.ofDays(365);

  /** Whoever stops a process waits for it, and does not wait longer. */
  private static final Duration LONGEST_STOP = Duration.ofHours(1);

  /** The least that the engine takes: one of the kernel's 100 time slices (1 ms of 100 ms). */
  private static final long FEWEST_NANO_CPUS = 10_000_000L;

  /** More than any machine has; the engine knows how many its own has. */
  private static final long MOST_NANO_CPUS = 1_024_000_000_000L;

  /** The least that the engine takes: "Minimum memory limit allowed is 6MB". */
  private static final long LEAST_MEMORY = 6L << 20;

  /** More than any machine has: 64 TiB. */
  private static final long MOST_MEMORY = 64L << 40;

  /** More than the engine keeps of a program with its usual settings. */
  private static final int MOST_LINES = 1_000_000;

  /** The engine refuses a larger user or group, but only once the container is made. */
  private static final BigDecimal MOST_ID = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** PATH_MAX of Linux, with its final NUL. */
  private static final int LONGEST_PATH = 4_095;

  /** A container's own digits may be the number of a one-off, which has nine at most. */
  private static final Pattern ONLY_NUMBER = Pattern.compile("[0-9]{1,9}");

  private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{4,64}");

  /** Letters, digits, dots, dashes and underscores: what the engine allows in a name. */
  private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");

  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  /** No blanks, no control characters, no dash in front; at most 128 for user and for group. */
  private static final Pattern USER =
      Pattern.compile("[^\\s\\p{Cntrl}:-][^\\s\\p{Cntrl}:]{0,127}(:[^\\s\\p{Cntrl}:]{1,128})?");

  /** No dots, so that it is never the name of a process. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private static final Pattern RELEASE_REFERENCE =
      Pattern.compile("v?[0-9]{1,9}|(sha256:)?[0-9a-f]{4,64}");

  /** 32 and 33 belong to the C library, and the engine refuses them. */
  private static final Pattern SIGNAL_NAME =
      Pattern.compile("(?:SIG)?([A-Z][A-Z0-9]{1,9})|([1-9]|[12][0-9]|3[014-9]|[45][0-9]|6[0-4])");

  /** The names of Linux (signal(7)); those of real-time signals are numbers here. */
  private static final Set<String> SIGNALS =
      Set.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  static final Kind<Map.Entry<String, String>> VARIABLE_WITH_VALUE =
      new Kind<>("a variable and its value, such as RAILS_ENV=test", Kinds::variable);
  static final Kind<String> TYPE =
      new Kind<>(
          "a process type such as web", word -> Optional.of(word).filter(ProcessName::isType));
  static final Kind<Duration> RUN_TIME =
      new Kind<>(
          "a duration such as 90s, 30m or 24h, at most 365d",
          word -> TimeSpan.parse(word).filter(time -> isWithin(time, LONGEST_RUN)));
  static final Kind<Duration> RUN_SECONDS =
      new Kind<>(
          "a number of seconds from 1 to " + LONGEST_RUN.toSeconds(),
          word -> seconds(word).filter(time -> isWithin(time, LONGEST_RUN)));
  static final Kind<Duration> STOP_TIME =
      new Kind<>(
          "a number of seconds or a duration such as 30s, at most 1h",
          word ->
              seconds(word)
                  .or(() -> TimeSpan.parse(word))
                  .filter(time -> time.compareTo(LONGEST_STOP) <= 0));
  static final Kind<String> USER_AND_GROUP =
      new Kind<>(
          "a user such as app, 1000 or app:staff",
          word -> Optional.of(word).filter(Kinds::isUserAndGroup));
  static final Kind<String> FOLDER =
      new Kind<>(
          "a path that begins with /, of at most " + LONGEST_PATH + " characters",
          word -> Optional.of(word).filter(Kinds::isAbsolute));
  static final Kind<List<String>> ENTRYPOINT =
      new Kind<>("a program such as /bin/sh, words such as bundle,exec or ''", Kinds::entrypoint);
  static final Kind<Long> NANO_CPUS =
      new Kind<>("a number of processors such as 0.5 or 500m, from 0.01 to 1024", Kinds::nanoCpus);
  static final Kind<Long> MEMORY =
      new Kind<>("a size such as 512m or 2g, from 6m to 64t", Kinds::memory);
  static final Kind<Integer> LINES =
      new Kind<>("a number of lines from 0 to " + MOST_LINES, Kinds::lines);
  static final Kind<Target> TARGET_NAME =
      new Kind<>(
          "the name of a process such as web.1 or run.7",
          word -> Optional.of(word).filter(TARGET.asMatchPredicate()).map(Target::new));
  static final Kind<Target> CONTAINER =
      new Kind<>(
          "4 to 64 hexadecimal digits of a container's id, 10 or more if none is a letter",
          word -> Optional.of(word).filter(Kinds::isContainerId).map(Target::new));
  static final Kind<Format> FORMAT = new Kind<>("table, heroku, names or json", Format::parse);

  static final Kind<Format> APPS_FORMAT =
      new Kind<>(
          "table, names or json",
          word -> Format.parse(word).filter(format -> format != Format.HEROKU));

  static final Kind<Format> PLAIN_FORMAT =
      new Kind<>(
          "table or json",
          word ->
              Format.parse(word).filter(format -> format == Format.TABLE || format == Format.JSON));
  static final Kind<Duration> IDLE_TIME =
      new Kind<>(
          "a duration such as 90s or 30m, at most 365d, or 0 for no limit",
          word -> TimeSpan.parse(word).filter(time -> time.compareTo(LONGEST_RUN) <= 0));
  static final Kind<OnDisconnect> ON_DISCONNECT = new Kind<>("stop or keep", OnDisconnect::parse);
  static final Kind<String> SIZE =
      new Kind<>(
          "the name of a size, such as small", word -> Optional.of(word).filter(Kinds::isName));
  static final Kind<String> ONE_OFF_NAME =
      new Kind<>(
          "a name of letters, digits, dashes and underscores that begins with a letter",
          word -> Optional.of(word).filter(NAME.asMatchPredicate()));
  static final Kind<String> RELEASE =
      new Kind<>(
          "the number of a release, such as 3, or 4 and more digits of an image's id",
          word -> Optional.of(word).filter(RELEASE_REFERENCE.asMatchPredicate()));
  static final Kind<ImageName> IMAGE = new Kind<>(ImageName.EXPECTED, ImageName::parse);
  static final Kind<String> FILE =
      new Kind<>(
          "the name of a file",
          word -> Optional.of(word).filter(w -> !w.isEmpty() && w.length() <= LONGEST_PATH));
  static final Kind<String> SIGNAL =
      new Kind<>("a signal such as HUP, SIGUSR1 or 15", Kinds::signal);
  static final Kind<Since> SINCE =
      new Kind<>("a duration such as 10m or a time such as 2026-11-21T10:00:00Z", Since::parse);

  private Kinds() {}

  private static Optional<Map.Entry<String, String>> variable(String word) {
    Matcher parts = VARIABLE.matcher(word);
    return parts.matches()
        ? Optional.of(Map.entry(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  private static boolean isWithin(Duration time, Duration longest) {
    return time.isPositive() && time.compareTo(longest) <= 0;
  }

  private static Optional<Duration> seconds(String word) {
    return WHOLE_NUMBER.matcher(word).matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(word)))
        : Optional.empty();
  }

  private static boolean isUserAndGroup(String word) {
    return USER.matcher(word).matches()
        && Stream.of(word.split(":", 2))
            .filter(NUMBER.asMatchPredicate())
            .allMatch(number -> new BigDecimal(number).compareTo(MOST_ID) <= 0);
  }

  private static boolean isAbsolute(String word) {
    return word.startsWith("/") && word.length() <= LONGEST_PATH;
  }

  /** {@code a,b,c} is a list as it stands; without a comma the words of a shell count. */
  private static Optional<List<String>> entrypoint(String word) {
    Line line = Line.of(word);
    List<String> words =
        word.contains(",")
            ? Arrays.asList(word.split(",", -1))
            : line.words().stream().map(Word::text).toList();
    boolean isWhole = word.contains(",") || line.open().isEmpty();
    // Whoever has forgotten the value does not mean the next option by it.
    boolean isOption = word.startsWith("-");
    return isWhole && !isOption && !words.contains("") && words.isEmpty() == word.isEmpty()
        ? Optional.of(words)
        : Optional.empty();
  }

  private static Optional<Long> nanoCpus(String word) {
    return CpuAmount.parse(word).stream()
        .filter(nanos -> nanos >= FEWEST_NANO_CPUS && nanos <= MOST_NANO_CPUS)
        .boxed()
        .findFirst();
  }

  private static Optional<Long> memory(String word) {
    return ByteSize.parse(word).stream()
        .filter(bytes -> bytes >= LEAST_MEMORY && bytes <= MOST_MEMORY)
        .boxed()
        .findFirst();
  }

  private static Optional<Integer> lines(String word) {
    return WHOLE_NUMBER.matcher(word).matches() && Integer.parseInt(word) <= MOST_LINES
        ? Optional.of(Integer.valueOf(word))
        : Optional.empty();
  }

  private static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }

  private static Optional<String> signal(String word) {
    Matcher parts = SIGNAL_NAME.matcher(word.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(parts.group(1) == null ? parts.group(2) : parts.group(1))
        .filter(signal -> parts.group(1) == null || SIGNALS.contains(signal));
  }

  private static boolean isContainerId(String word) {
    return CONTAINER_ID.matcher(word).matches() && !ONLY_NUMBER.matcher(word).matches();
  }
}
