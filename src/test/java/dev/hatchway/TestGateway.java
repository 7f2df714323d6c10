package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway that runs as users run it: the program {@code bin/hatchway serve}. */
final class TestGateway implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("^hatchway: listening on [0-9.]+:([0-9]+)$", Pattern.MULTILINE);

  /** It starts in about a second; a machine that compiles meanwhile needs more. */
  private static final Duration START = Duration.ofSeconds(30);

  /** The default of {@code drain.timeout}, and some time to end. */
  private static final Duration STOP = Duration.ofSeconds(40);

  /** Where they stand behind the name in /proc/PID/stat. */
  private static final int USER_TICKS = 11;

  private final Home home;
  private final Running running;
  private final int port;

  private TestGateway(Home home, Running running, int port) {
    this.home = home;
    this.running = running;
    this.port = port;
  }

  /** Starts a gateway and waits until it says that it listens. */
  static TestGateway start(Home home, String... options) {
    return start(home, serve(home, options));
  }

  /** Starts the program that serves a home, and waits until it says that it listens. */
  static TestGateway start(Home home, Program serve) {
    var running = serve.start();
    try {
      await("ready line")
          .atMost(START)
          .failFast(running::mustBeAlive)
          .until(() -> READY.matcher(running.errSoFar()).find());
      Matcher ready = READY.matcher(running.errSoFar());
      ready.find();
      return new TestGateway(home, running, Integer.parseInt(ready.group(1)));
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /** The program that serves a home on a port that the system chooses. */
  static Program serve(Home home, String... options) {
    List<String> words = new ArrayList<>(List.of("serve", "--home", home.folder().toString()));
    if (Stream.of(options).noneMatch("--listen"::equals)) {
      words.addAll(List.of("--listen", "127.0.0.1:0"));
    }
    words.addAll(List.of(options));
    return hatchway(home.machine(), words);
  }

  /** The program {@code bin/hatchway} with any words, run by the JDK of these tests. */
  static Program hatchway(Machine machine, List<String> words) {
    String program = machine.project().resolve("bin/hatchway").toString();
    return machine
        .program(Stream.concat(Stream.of(program), words.stream()).toList())
        .with("JAVA_HOME", System.getProperty("java.home"));
  }

  Home home() {
    return home;
  }

  int port() {
    return port;
  }

  /** What it has written to standard error, where it also logs. */
  String log() {
    return running.errSoFar();
  }

  /** How often it has complained; of apps that come and go it tells besides. */
  long complaints() {
    return log()
        .lines()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .count();
  }

  /** A client that logs in as alice. */
  Ssh ssh(String login) {
    return new Ssh(this, home.key(), login, List.of());
  }

  /** Sends the signal that asks it to end. */
  void terminate() {
    running.signal("TERM");
  }

  /** Kills it, as a machine without memory does, and waits until it is gone. */
  void kill() {
    running.signal("KILL");
    end();
  }

  /** Sends the signal of Ctrl-C. */
  void interrupt() {
    running.signal("INT");
  }

  /** Waits for its end. */
  Result end() {
    return running.endWithin(STOP);
  }

  boolean isAlive() {
    return running.isAlive();
  }

  long pid() {
    return running.pid();
  }

  /** How many bytes of memory it holds now. */
  long memory() {
    return statusKilobytes("VmRSS") * 1024;
  }

  /** How many bytes of memory it has held at most. */
  long peakMemory() {
    return statusKilobytes("VmHWM") * 1024;
  }

  /** How many threads of the operating system it has now. */
  int threads() {
    return count("task");
  }

  /** How many files and sockets it has open now. */
  int descriptors() {
    return count("fd");
  }

  /** Empties the files below that folder that it has open and that have no name any more. */
  void truncateUnnamed(Path folder) {
    try (Stream<Path> open = Files.list(processFolder().resolve("fd"))) {
      for (Path descriptor : open.toList()) {
        String file = Files.readSymbolicLink(descriptor).toString();
        if (file.startsWith(folder.toString()) && file.endsWith(" (deleted)")) {
          Files.newOutputStream(descriptor).close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (running) {
      if (running.isAlive()) {
        terminate();
        end().succeeded();
      }
    }
  }

  private int count(String folder) {
    try (Stream<Path> entries = Files.list(processFolder().resolve(folder))) {
      return Math.toIntExact(entries.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long statusKilobytes(String key) {
    return Home.read(processFolder().resolve("status"))
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** How much processor time it has used, in clock ticks (proc(5)). */
  long processorTicks() {
    String[] fields =
        Home.read(processFolder().resolve("stat")).replaceAll(".*\\) ", "").split(" ", -1);
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
  }

  /** Its folder in {@code /proc}; the program replaces itself by Java, so that signals reach it. */
  private Path processFolder() {
    Path folder = Path.of("/proc", Long.toString(running.pid()));
    String name = Home.read(folder.resolve("comm")).strip();
    if (!name.equals("java")) {
      throw new AssertionError("bin/hatchway stays a " + name + " instead of becoming java");
    }
    return folder;
  }
}
