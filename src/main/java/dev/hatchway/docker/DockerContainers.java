package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.Apps;
import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.Details;
import dev.hatchway.container.EndWatch;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Inside;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogQuery;
import dev.hatchway.container.LogReader;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Origin;
import dev.hatchway.container.Program;
import dev.hatchway.container.Pull;
import dev.hatchway.container.Usage;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.ImageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The containers of one Docker Engine. */
final class DockerContainers implements Containers {
  /** {@code {"label":["hatchway.process=run"]}}. */
  private static final String ONE_OFFS = "%7B%22label%22%3A%5B%22hatchway.process%3Drun%22%5D%7D";

  private final EngineApi engine;
  private final DockerCatalog catalog;
  private final Fates fates;
  private final ImageConfigs images;
  private final ImageFiles files;
  private final Shells shells;
  private final ImagePulls pulls;
  private final Stats stats;
  private final Optional<String> node;
  private final SwarmNetworks networks;
  private final ProcessTrees trees;

  /**
   * @param node the name of the engine's machine, empty if it does not tell
   * @param gateway the one that asks
   */
  DockerContainers(
      EngineApi engine,
      DockerCatalog catalog,
      Fates fates,
      Optional<String> node,
      GatewayId gateway) {
    this.engine = engine;
    this.catalog = catalog;
    this.fates = fates;
    this.images = new ImageConfigs(engine);
    this.files = new ImageFiles(engine, images);
    this.shells = new Shells(files);
    this.pulls = new ImagePulls(engine);
    this.stats = new Stats(engine);
    this.node = node;
    this.networks = new SwarmNetworks(engine);
    this.trees = new ProcessTrees(engine, images, gateway);
  }

  @Override
  public OneOff create(OneOffPlan plan) {
    Template template = template(plan.origin(), plan.image());
    return create(plan, template, new OneOffRequest(engine, template, plan).body(), _ -> {});
  }

  @Override
  public OneOff createWaiting(OneOffPlan plan) {
    Template template = template(plan.origin(), plan.image());
    ObjectNode body = new OneOffRequest(engine, template, plan).body();
    WaitingProgram waiting = WaitingProgram.forArchitecture(engine.architecture());
    waiting.putInto(body);
    return create(plan, template, body, id -> waiting.unpackInto(engine, id));
  }

  /**
   * @param completion what else is done to the container, by its id, before anybody has it
   */
  private OneOff create(
      OneOffPlan plan, Template template, ObjectNode body, Consumer<String> completion) {
    String id = create(plan.containerName(), body);
    String user = body.path("User").asText(imageUser(template));
    DockerOneOff oneOff = new DockerOneOff(engine, id, plan, user, inside(id), fates);
    try {
      template.moreNetworks().forEach(network -> connect(network, id));
      completion.accept(id);
    } catch (EngineException e) {
      oneOff.remove();
      throw e;
    }
    return oneOff;
  }

  /** Not every conflict is one of names, and another name helps only against those. */
  private String create(String name, ObjectNode body) {
    try {
      return engine.post("/containers/create?name=" + name, body).path("Id").asText();
    } catch (EngineException.Conflict e) {
      String reason = String.valueOf(e.getMessage());
      throw reason.contains(name) ? e : new EngineException(reason, e);
    }
  }

  @Override
  public List<Process> oneOffs() {
    List<Process> found = new ArrayList<>();
    for (JsonNode container : engine.get("/containers/json?all=1&filters=" + ONE_OFFS)) {
      Apps.oneOff(Facts.ofListed(container)).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public Process asItIs(Process process) {
    return process.with(Facts.of(inspectNow(process)));
  }

  @Override
  public void remove(Process process) {
    try {
      engine.delete("/containers/" + process.facts().id() + "?v=1");
    } catch (EngineException.Gone e) {
      return;
    }
  }

  @Override
  public Inside inside(Process process) {
    return inside(process.facts().id());
  }

  @Override
  public Program attach(Process process) {
    return new Attachment(engine, fates, inspectNow(process)).program();
  }

  @Override
  public EndWatch watch(Process process) {
    return ExitWatch.ofThisRun(engine, fates, process.facts().id());
  }

  @Override
  public Optional<String> shell(Origin origin) {
    return switch (origin) {
      case Origin.Running(Process process) ->
          shells.find(process.facts().id(), process.facts().imageId());
      case Origin.Declared(var app, var _) -> shells.find(app.image());
    };
  }

  @Override
  public Optional<String> shell(ImageName image) {
    return shells.find(image);
  }

  @Override
  public List<String> command(Process process) {
    List<String> words = new ArrayList<>();
    inspect(process).path("Config").path("Cmd").forEach(word -> words.add(word.asText()));
    return words;
  }

  @Override
  public Optional<Pull> pull(ImageName image) {
    if (!images.idOf(image.value()).isEmpty()) {
      return Optional.empty();
    }
    if (image.isId()) {
      throw new EngineException.Gone("there is no image " + image + " any more");
    }
    return Optional.of(pulls.join(image));
  }

  @Override
  public void stop(Process process, Duration patience) {
    // The engine answers when the container has stopped, so the limit has to be longer.
    engine.post(
        "/containers/%s/stop?t=%d".formatted(process.facts().id(), patience.toSeconds()),
        engine.object(),
        patience.plus(EngineApi.CHANGE));
  }

  @Override
  public void kill(Process process, String signal) {
    engine.post("/containers/%s/kill?signal=%s".formatted(process.facts().id(), signal));
  }

  @Override
  public void logs(Process process, LogQuery query, Consumer<LogLine> reader) {
    new KeptLog(engine, inspect(process)).read(query, !process.isRunning(), reader);
  }

  @Override
  public void follow(Process process, Optional<LogLine> known, LogReader reader) {
    new KeptLog(engine, inspect(process)).follow(known, reader);
  }

  @Override
  public Details details(Process process) {
    return new Inspection(inspect(process)).details();
  }

  @Override
  public SortedMap<String, String> environment(Origin origin) {
    Template template = template(origin, Optional.empty());
    SortedMap<String, String> variables =
        new TreeMap<>(Inspection.variables(template.imageConfig()));
    variables.putAll(Inspection.variables(template.config()));
    return variables;
  }

  @Override
  public Map<Process, Usage> usage(List<Process> processes) {
    return stats.of(processes);
  }

  @Override
  public Optional<String> imageId(String name) {
    return Optional.of(images.idOf(name)).filter(id -> !id.isEmpty());
  }

  @Override
  public Optional<String> node(Process process) {
    return node;
  }

  @Override
  public boolean hasMoved(Process process) {
    String now = images.idOf(process.facts().imageName());
    return !now.isEmpty() && !now.equals(process.facts().imageId());
  }

  private Template template(Origin origin, Optional<ImageName> image) {
    return switch (origin) {
      case Origin.Running(Process process) -> {
        Template own =
            Template.of(networks.joinable(inspect(process)), images.of(process.facts().imageId()));
        yield image.map(another -> onImage(own, another)).orElse(own);
      }
      case Origin.Declared(var app, var type) ->
          onImage(Template.of(app, type), image.orElse(app.image()));
    };
  }

  private Template onImage(Template template, ImageName image) {
    return template.withImage(image.value(), images.ofName(image.value()));
  }

  private JsonNode inspect(Process process) {
    return catalog
        .inspect(process.facts().id())
        .orElseThrow(() -> new EngineException.Gone(process.name() + " is gone"));
  }

  /** What was learned from events may be some moments old. */
  private JsonNode inspectNow(Process process) {
    return engine.get("/containers/" + process.facts().id() + "/json");
  }

  private static String imageUser(Template template) {
    return template.imageConfig().path("User").asText();
  }

  private void connect(String network, String container) {
    engine.post("/networks/" + network + "/connect", engine.object().put("Container", container));
  }

  /** Ends what sessions of this gateway left in containers when it was killed. */
  void endLeftBehind() {
    trees.endLeftBehind(
        catalog.all().stream()
            .flatMap(app -> app.running().stream())
            .flatMap(process -> catalog.inspect(process.facts().id()).stream())
            .toList());
  }

  private DockerInside inside(String container) {
    return new DockerInside(engine, catalog, files, fates, trees, container);
  }
}
