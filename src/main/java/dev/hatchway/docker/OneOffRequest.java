package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.model.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of the call that creates a one-off: all that its template has, without what belongs to
 * the formation alone (ports, restart, aliases, health check, routing), and with what the plan
 * changes.
 */
final class OneOffRequest {
  /** Where uploads are unpacked. */
  private static final String UPLOADS = "/tmp/uploads";

  private static final Set<String> CONFIG =
      Set.of("User", "WorkingDir", "Entrypoint", "Cmd", "Volumes", "StopSignal", "StopTimeout");
  private static final Set<String> NOT_OF_HOST_CONFIG =
      Set.of(
          "PortBindings",
          "PublishAllPorts",
          "RestartPolicy",
          "AutoRemove",
          "ContainerIDFile",
          "ConsoleSize",
          "Links");

  private final EngineApi engine;
  private final Template template;
  private final OneOffPlan plan;

  OneOffRequest(EngineApi engine, Template template, OneOffPlan plan) {
    this.engine = engine;
    this.template = template;
    this.plan = plan;
  }

  ObjectNode body() {
    ObjectNode body = engine.object();
    CONFIG.forEach(
        key -> {
          if (template.config().hasNonNull(key)) {
            body.set(key, template.config().get(key));
          }
        });
    body.put("Image", template.image());
    body.set("Env", environment());
    body.set("Labels", labels());
    body.set("HostConfig", hostConfig());
    body.putObject("Healthcheck").putArray("Test").add("NONE");
    if (isOnTmpfs(UPLOADS)) {
      // What is unpacked before the start would be under the tmpfs; a volume is above it.
      volumes(body).putObject(UPLOADS);
    }
    streams(body);
    plan.words().ifPresent(words -> body.set("Cmd", Template.array(words)));
    if (template.hasLostEntrypoint()) {
      entrypoint(body, List.of());
    }
    plan.entrypoint().ifPresent(words -> entrypoint(body, words));
    plan.user().ifPresent(user -> body.put("User", user));
    plan.workdir().ifPresent(workdir -> body.put("WorkingDir", workdir));
    return body;
  }

  private boolean isOnTmpfs(String folder) {
    List<String> targets = new ArrayList<>();
    template.hostConfig().path("Tmpfs").fieldNames().forEachRemaining(targets::add);
    for (JsonNode mount : template.hostConfig().path("Mounts")) {
      if (mount.path("Type").asText().equals("tmpfs")) {
        targets.add(mount.path("Target").asText());
      }
    }
    return targets.stream().anyMatch(target -> Path.of(folder).startsWith(Path.of(target)));
  }

  private ObjectNode volumes(ObjectNode body) {
    ObjectNode volumes = engine.object();
    body.path("Volumes").properties().forEach(v -> volumes.set(v.getKey(), v.getValue()));
    body.set("Volumes", volumes);
    return volumes;
  }

  /** A pipe's end is the program's end of input; a terminal has none (StdinOnce). */
  private void streams(ObjectNode body) {
    boolean terminal = plan.terminal().isPresent();
    body.put("Tty", terminal);
    body.put("OpenStdin", plan.attached());
    body.put("StdinOnce", plan.attached() && !terminal);
    body.put("AttachStdin", plan.attached());
    body.put("AttachStdout", plan.attached());
    body.put("AttachStderr", plan.attached());
  }

  /** One empty word is how the engine is told that there is none; the image's would come back. */
  private static void entrypoint(ObjectNode body, List<String> words) {
    body.set("Entrypoint", Template.array(words.isEmpty() ? List.of("") : words));
  }

  private ArrayNode environment() {
    Map<String, String> values = new LinkedHashMap<>();
    template
        .config()
        .path("Env")
        .forEach(
            entry -> {
              String name = nameOf(entry.asText());
              if (!Routing.isVariable(name)) {
                values.put(name, entry.asText());
              }
            });
    // A name without a value takes the image's variable away.
    template
        .imageConfig()
        .path("Env")
        .forEach(
            entry -> {
              String name = nameOf(entry.asText());
              if (Routing.isVariable(name)) {
                values.put(name, name);
              }
            });
    plan.terminal().ifPresent(terminal -> values.put("TERM", "TERM=" + terminal.type()));
    values.put("DYNO", "DYNO=" + plan.name());
    plan.environment().forEach((name, value) -> values.put(name, name + "=" + value));
    return Template.array(new ArrayList<>(values.values()));
  }

  private static String nameOf(String variable) {
    int equals = variable.indexOf('=');
    return equals < 0 ? variable : variable.substring(0, equals);
  }

  private ObjectNode labels() {
    ObjectNode node = engine.object();
    OneOffLabels.of(template, plan).forEach(node::put);
    return node;
  }

  private ObjectNode hostConfig() {
    ObjectNode host = template.hostConfig().deepCopy();
    JsonNode links = host.path("Links");
    host.remove(NOT_OF_HOST_CONFIG);
    host.put("Init", true);
    if (!links.isEmpty()) {
      host.set("Links", linksToCreate(links));
    }
    plan.limits().memoryBytes().ifPresent(bytes -> limitMemory(host, bytes));
    plan.limits().nanoCpus().ifPresent(cpus -> limitCpu(host, cpus));
    if (engine.atLeast(Resize.WITH_THE_START_SINCE)) {
      plan.terminal().ifPresent(terminal -> consoleSize(host, terminal.window()));
    }
    return host;
  }

  private static void consoleSize(ObjectNode host, Window window) {
    if (Resize.isKnown(window)) {
      host.putArray("ConsoleSize").add(window.rows()).add(window.columns());
    }
  }

  /** Swap and reservation were chosen for the old limit and may contradict the new one. */
  private static void limitMemory(ObjectNode host, long bytes) {
    host.put("Memory", bytes).put("MemorySwap", 0).put("MemoryReservation", 0);
  }

  private static void limitCpu(ObjectNode host, long nanoCpus) {
    host.put("NanoCpus", nanoCpus).put("CpuQuota", 0).put("CpuPeriod", 0);
  }

  /** Inspect says {@code /db:/web/alias} where create wants {@code db:alias}. */
  private static ArrayNode linksToCreate(JsonNode links) {
    List<String> converted = new ArrayList<>();
    links.forEach(
        link -> {
          String text = link.asText();
          int colon = text.indexOf(':');
          String from = text.substring(text.startsWith("/") ? 1 : 0, Math.max(colon, 0));
          converted.add(from + ":" + text.substring(text.lastIndexOf('/') + 1));
        });
    return Template.array(converted);
  }
}
