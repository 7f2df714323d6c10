package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.EnterPlan;
import dev.hatchway.container.Inside;
import dev.hatchway.container.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The inside of a container of the Docker Engine. */
final class DockerInside implements Inside {
  /** Where Debian, Arch, Fedora, Alpine and SUSE, and older ones of them, put it. */
  private static final List<String> SFTP_SERVERS =
      List.of(
          "/usr/lib/openssh/sftp-server",
          "/usr/lib/ssh/sftp-server",
          "/usr/libexec/openssh/sftp-server",
          "/usr/libexec/sftp-server",
          "/usr/lib/sftp-server");

  private final EngineApi engine;
  private final DockerCatalog catalog;
  private final ImageFiles files;
  private final Fates fates;
  private final ProcessTrees trees;
  private final String container;

  DockerInside(
      EngineApi engine,
      DockerCatalog catalog,
      ImageFiles files,
      Fates fates,
      ProcessTrees trees,
      String container) {
    this.engine = engine;
    this.catalog = catalog;
    this.files = files;
    this.fates = fates;
    this.trees = trees;
    this.container = container;
  }

  @Override
  public Program enter(EnterPlan plan) {
    boolean terminal = plan.terminal().isPresent();
    Fate fate = fates.follow(container);
    try {
      return enter(plan, terminal, fate);
    } catch (RuntimeException e) {
      fate.close();
      throw e;
    }
  }

  private Program enter(EnterPlan plan, boolean terminal, Fate fate) {
    JsonNode inspect = inspect();
    ProcessMark mark = trees.begin(plan.session());
    String exec =
        engine
            .post("/containers/" + container + "/exec", execBody(plan, terminal, mark))
            .path("Id")
            .asText();
    ObjectNode start = engine.object().put("Detach", false).put("Tty", terminal);
    plan.terminal()
        .filter(t -> engine.atLeast(Resize.WITH_THE_START_SINCE) && Resize.isKnown(t.window()))
        .ifPresent(
            t -> start.putArray("ConsoleSize").add(t.window().rows()).add(t.window().columns()));
    ProcessTree tree = trees.of(inspect, exec, mark);
    EngineStream stream = started(exec, start, tree);
    ExecProgram program =
        new ExecProgram(engine, exec, new ProgramStream(stream, terminal), tree, fate);
    if (!engine.atLeast(Resize.WITH_THE_START_SINCE)) {
      plan.terminal().ifPresent(t -> Resize.first(engine, "/exec/" + exec, t.window()));
    }
    return program;
  }

  /** What is refused may have been started all the same, when the answer is lost. */
  private EngineStream started(String exec, ObjectNode start, ProcessTree tree) {
    try {
      return engine.upgrade("/exec/" + exec + "/start", start.toString());
    } catch (EngineException e) {
      tree.end(Duration.ZERO, 0);
      throw e;
    }
  }

  @Override
  public Optional<String> shell() {
    return new Shells(files).find(container, image());
  }

  @Override
  public Optional<String> sftpServer() {
    return files.first(SFTP_SERVERS, container, image());
  }

  private String image() {
    return inspect().path("Image").asText();
  }

  /** The catalogue has not always heard yet that a container has been started. */
  private JsonNode inspect() {
    return catalog
        .inspect(container)
        .filter(known -> known.path("State").path("Pid").asLong() > 0)
        .orElseGet(() -> engine.get("/containers/" + container + "/json"));
  }

  private ObjectNode execBody(EnterPlan plan, boolean terminal, ProcessMark mark) {
    ObjectNode body = engine.object();
    body.put("AttachStdin", true).put("AttachStdout", true).put("AttachStderr", true);
    body.put("Tty", terminal).put("DetachKeys", DetachKeys.OF_EXEC);
    body.set("Cmd", Template.array(plan.words()));
    ArrayNode environment = body.putArray("Env");
    plan.terminal().ifPresent(t -> environment.add("TERM=" + t.type()));
    plan.environment().forEach((name, value) -> environment.add(name + "=" + value));
    environment.add(mark.variable());
    plan.user().ifPresent(user -> body.put("User", user));
    plan.workdir().ifPresent(workdir -> body.put("WorkingDir", workdir));
    return body;
  }
}
