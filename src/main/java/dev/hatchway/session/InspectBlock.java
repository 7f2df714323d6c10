package dev.hatchway.session;

import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.container.Details;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code inspect} for a person: a line for each key and value. Of labels only the names are shown,
 * since some hold the passwords of proxies.
 */
final class InspectBlock {
  private static final String NONE = "-";
  private static final int NANO_DIGITS = 9;

  private final List<String> keys = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  InspectBlock(Process process, Details details, Optional<Release> release) {
    addProgram(process, release.map(Release::name).orElse(NONE));
    addTimes(process);
    addSurroundings(details);
    details.variables().forEach(name -> add("env", name + "=" + ConfigCommand.MASK));
    process.facts().labels().keySet().stream().sorted().forEach(name -> add("label", name));
  }

  List<String> lines() {
    int width = keys.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      lines.add(keys.get(i) + " ".repeat(width - keys.get(i).length()) + "  " + values.get(i));
    }
    return lines;
  }

  private void addProgram(Process process, String release) {
    ContainerFacts facts = process.facts();
    add("name", process.name().toString());
    add("app", process.app().value());
    add("state", facts.state().word());
    add("command", String.join(" ", facts.command()));
    add("image", facts.imageName());
    add("image id", facts.imageId());
    add("release", release);
    add("container", facts.name());
    add("container id", facts.id());
  }

  private void addTimes(Process process) {
    ContainerFacts facts = process.facts();
    add("created", PsJson.TIME.format(facts.created()));
    add("started", time(facts.started()));
    add("finished", time(facts.finished().filter(_ -> !process.isRunning())));
    add("exit code", facts.exitCode().isPresent() ? "" + facts.exitCode().getAsInt() : NONE);
    add("started by", process.user().map(User::name).orElse(NONE));
    add("deadline", time(process.deadline()));
  }

  private void addSurroundings(Details details) {
    add("user", details.user().orElse(NONE));
    add("workdir", details.workdir().orElse(NONE));
    add("restart", details.restart());
    add("log driver", details.logDriver());
    Details.Limits limits = details.limits();
    add("cpu limit", limits.nanoCpus().isPresent() ? cpus(limits.nanoCpus().getAsLong()) : NONE);
    add(
        "memory limit",
        limits.memory().isPresent() ? ByteSize.format(limits.memory().getAsLong()) : NONE);
    add(
        "process limit",
        limits.processes().isPresent() ? "" + limits.processes().getAsLong() : NONE);
    details
        .networks()
        .forEach(n -> add("network", n.name() + n.address().map(a -> " " + a).orElse("")));
    details
        .mounts()
        .forEach(
            mount ->
                add(
                    "mount",
                    "%s %s%s%s"
                        .formatted(
                            mount.kind(),
                            mount.source().isEmpty() ? "" : mount.source() + " at ",
                            mount.target(),
                            mount.writable() ? "" : ", read-only")));
  }

  private void add(String key, String value) {
    keys.add(key);
    values.add(value.isEmpty() ? NONE : value);
  }

  private static String time(Optional<Instant> time) {
    return time.map(PsJson.TIME::format).orElse(NONE);
  }

  private static String cpus(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }
}
