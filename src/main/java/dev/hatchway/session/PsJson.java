package dev.hatchway.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.container.Usage;
import dev.hatchway.model.User;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code ps --format json}: every key is there, and null where its value is not known. */
final class PsJson {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonMapper json = new JsonMapper();
  private final Map<Process, Usage> usage;
  private final Function<Process, Optional<Release>> release;
  private final Function<Process, Optional<String>> machine;
  private final Function<Process, Optional<Integer>> attached;

  /**
   * @param release of a process
   * @param attached how many clients are at its program
   * @param machine the name of the machine that a process runs on
   */
  PsJson(
      Map<Process, Usage> usage,
      Function<Process, Optional<Release>> release,
      Function<Process, Optional<String>> machine,
      Function<Process, Optional<Integer>> attached) {
    this.usage = usage;
    this.release = release;
    this.machine = machine;
    this.attached = attached;
  }

  String of(List<Process> processes) {
    ArrayNode array = json.createArrayNode();
    processes.forEach(process -> array.add(node(process)));
    return array.toString();
  }

  ObjectNode node(Process process) {
    var facts = process.facts();
    Optional<Usage> used = Optional.ofNullable(usage.get(process));
    ObjectNode node = json.createObjectNode();
    node.put("name", process.name().toString());
    node.put("app", process.app().value());
    node.put("process", process.name().type());
    node.put("number", process.name().number());
    node.put("state", facts.state().word());
    ArrayNode command = node.putArray("command");
    facts.command().forEach(command::add);
    node.put("created", TIME.format(facts.created()));
    node.put("started", time(facts.started()));
    node.put("exitCode", facts.exitCode().isPresent() ? facts.exitCode().getAsInt() : null);
    node.put("cpu", used.map(Usage::cpu).orElse(null));
    node.put("memory", used.map(Usage::memory).orElse(null));
    node.put("release", release.apply(process).map(Release::number).orElse(null));
    node.put("image", facts.imageId());
    node.put("container", facts.id());
    node.put("node", machine.apply(process).orElse(null));
    node.put("user", process.user().map(User::name).orElse(null));
    node.put("deadline", time(process.deadline()));
    node.put("attached", attached.apply(process).orElse(null));
    return node;
  }

  private static @Nullable String time(Optional<Instant> instant) {
    return instant.map(TIME::format).orElse(null);
  }
}
