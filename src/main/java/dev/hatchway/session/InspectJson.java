package dev.hatchway.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.Process;
import dev.hatchway.container.Details;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code inspect --format json}: the keys of {@code ps}, and more. */
final class InspectJson {
  private static final double NANOS = 1e9;

  private final PsJson ps;

  InspectJson(PsJson ps) {
    this.ps = ps;
  }

  String of(Process process, Details details) {
    ObjectNode node = ps.node(process);
    node.put("finished", finished(process));
    node.put("containerName", process.facts().name());
    node.put("imageName", process.facts().imageName());
    node.put("containerUser", details.user().orElse(null));
    node.put("workdir", details.workdir().orElse(null));
    node.put("restart", details.restart());
    node.put("logDriver", details.logDriver());
    ObjectNode limits = node.putObject("limits");
    OptionalLong cpus = details.limits().nanoCpus();
    limits.put("cpu", cpus.isPresent() ? cpus.getAsLong() / NANOS : null);
    limits.put("memory", number(details.limits().memory()));
    limits.put("processes", number(details.limits().processes()));
    ArrayNode networks = node.putArray("networks");
    for (Details.Network network : details.networks()) {
      networks
          .addObject()
          .put("name", network.name())
          .put("address", network.address().orElse(null));
    }
    ArrayNode mounts = node.putArray("mounts");
    for (Details.Mount mount : details.mounts()) {
      mounts
          .addObject()
          .put("kind", mount.kind())
          .put("source", mount.source().isEmpty() ? null : mount.source())
          .put("target", mount.target())
          .put("writable", mount.writable());
    }
    ObjectNode variables = node.putObject("env");
    details.variables().forEach(name -> variables.put(name, ConfigCommand.MASK));
    ArrayNode labels = node.putArray("labels");
    process.facts().labels().keySet().stream().sorted().forEach(labels::add);
    return node.toString();
  }

  private @Nullable String finished(Process process) {
    Optional<Instant> finished = process.facts().finished();
    return finished.filter(_ -> !process.isRunning()).map(PsJson.TIME::format).orElse(null);
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
