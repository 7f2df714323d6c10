package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a gateway and its sessions hold at a moment, each thing with its number.
 *
 * @param held such as {@code containers} and {@code files and sockets}
 */
record Footprint(Map<String, Long> held) {
  /** Stays there, so that whoever finds one thread more can see what it does. */
  private static final Path THREADS = Path.of("target/leak-threads.txt");

  /** All but those of the runtime, which wait for sockets on behalf of others. */
  private static final Pattern VIRTUAL = Pattern.compile("(?m)^#[0-9]+ \"(?!SubPoller).* virtual");

  /** Of the generations of the heap, as the serial collector names them. */
  private static final Pattern USED =
      Pattern.compile("(?m)^ *(?:DefNew|Tenured|def new|tenured).* used ([0-9]+)K");

  /**
   * The runtime's own, whose number is its own business: for compiling, and for virtual threads.
   */
  private static final Pattern OF_RUNTIME =
      Pattern.compile(
          "C[12] CompilerThre|ForkJoinPool|VirtualThread|(Read|Write|Master)-Poller|Attach");

  static Footprint of(World world, TestGateway gateway) {
    Map<String, Long> held = new LinkedHashMap<>();
    String web = world.app().container("web", 1);
    var facts = world.engine().inspect(web);
    held.put("containers of one-offs", (long) world.engine().oneOffs(world.app().name()).size());
    held.put("commands in web.1 that the engine knows", (long) facts.path("ExecIDs").size());
    held.put("processes in web.1", (long) world.engine().processesOf(web).size());
    held.put("control groups of web.1", controlGroups(world.machine(), facts.path("Id").asText()));
    held.put("threads of the gateway", threads(gateway));
    held.put("virtual threads of the gateway", virtualThreads(world.machine(), gateway));
    held.put("files and sockets of the gateway", (long) gateway.descriptors());
    held.put("files of sessions under var/", filesOfSessions(gateway.home()));
    return new Footprint(held);
  }

  /** Whether nothing is more than it was then. */
  boolean isWithin(Footprint before) {
    return held.entrySet().stream()
        .allMatch(entry -> entry.getValue() <= before.held().getOrDefault(entry.getKey(), 0L));
  }

  /** How many kilobytes of the heap are in use after garbage was collected. */
  static long heap(Machine machine, TestGateway gateway) {
    ask(machine, gateway, "GC.run");
    ask(machine, gateway, "GC.run");
    Matcher used = USED.matcher(ask(machine, gateway, "GC.heap_info"));
    return used.results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
  }

  private static long virtualThreads(Machine machine, TestGateway gateway) {
    Path dump = machine.project().resolve(THREADS);
    ask(machine, gateway, "Thread.dump_to_file", "-overwrite", dump.toString());
    return VIRTUAL.matcher(Home.read(dump)).results().count();
  }

  private static long threads(TestGateway gateway) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + gateway.pid() + "/task"))) {
      return tasks.filter(task -> !OF_RUNTIME.matcher(name(task)).lookingAt()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException e) {
      // It has ended meanwhile, as those of the runtime do.
      return "Attach";
    }
  }

  /** Counters and releases are of the apps, and there may be more of them each moment. */
  private static long filesOfSessions(Home home) {
    return home.filesInVar().stream()
        .map(Path::toString)
        .filter(path -> path.contains("/var/uploads/") || path.contains("/var/spill/"))
        .count();
  }

  private static long controlGroups(Machine machine, String container) {
    String[] find = {"find", "/sys/fs/cgroup", "-type", "d", "-path", "*" + container + "*"};
    return machine.program(find).run().out().lines().count();
  }

  /** Asks the gateway's runtime, as an operator does. */
  private static String ask(Machine machine, TestGateway gateway, String... words) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    String pid = Long.toString(gateway.pid());
    return machine
        .program(Stream.concat(Stream.of(jcmd, pid), Stream.of(words)).toList())
        .run()
        .succeeded()
        .out();
  }
}
