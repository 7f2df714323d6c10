package dev.hatchway.docker;

import dev.hatchway.container.EndWatch;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Inside;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Program;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Terminal;
import java.io.InputStream;
import java.util.Optional;

/** A one-off container of the Docker Engine. */
final class DockerOneOff implements OneOff {
  private final EngineApi engine;
  private final String id;
  private final OneOffPlan plan;
  private final String image;
  private final Optional<String> node;
  private final String user;
  private final String top;
  private final Inside inside;
  private final Fates fates;

  /**
   * @param image as the container's configuration names it
   * @param node the name of the engine's machine
   * @param user as the container's configuration names it, may be empty
   * @param top where archives are unpacked
   */
  DockerOneOff(
      EngineApi engine,
      String id,
      OneOffPlan plan,
      String image,
      Optional<String> node,
      String user,
      String top,
      Inside inside,
      Fates fates) {
    this.engine = engine;
    this.id = id;
    this.plan = plan;
    this.image = image;
    this.node = node;
    this.user = user;
    this.top = top;
    this.inside = inside;
    this.fates = fates;
  }

  @Override
  public ProcessName name() {
    return plan.name();
  }

  @Override
  public String container() {
    return id;
  }

  @Override
  public String image() {
    return image;
  }

  @Override
  public Optional<String> node() {
    return node;
  }

  @Override
  public Owner owner() {
    return new UserLookUp(engine, id).find(user);
  }

  @Override
  public boolean takesUploads() {
    return plan.takesUploads();
  }

  @Override
  public String top() {
    return top;
  }

  @Override
  public void unpack(InputStream tar) {
    String path = top.replace("/", "%2F");
    engine.putArchive("/containers/%s/archive?path=%s".formatted(id, path), tar);
  }

  /**
   * Attach, then wait, then start: asked for in another order, 14 to 18 of 20 programs that end at
   * once lose their output, and a wait before nothing runs answers 0 (measured on 20.10).
   */
  @Override
  public Program startAttached() throws StartRefused {
    boolean terminal = plan.terminal().isPresent();
    EngineStream stream =
        engine.upgrade(
            "/containers/%s/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys=%s"
                .formatted(id, DetachKeys.OF_ATTACH),
            "");
    ExitWatch watch = null;
    try {
      watch = ExitWatch.ofNextRun(engine, fates, id);
      startDetached();
      OneOffProgram program =
          new OneOffProgram(engine, id, new ProgramStream(stream, terminal), watch);
      plan.terminal().ifPresent(t -> Resize.first(engine, "/containers/" + id, t.window()));
      return new LastingProgram(
          engine,
          new WayBack(engine, fates, id, terminal, true),
          program,
          plan.terminal().map(Terminal::window));
    } catch (StartRefused | RuntimeException e) {
      stream.close();
      if (watch != null) {
        watch.close();
      }
      throw e;
    }
  }

  @Override
  public void startDetached() throws StartRefused {
    try {
      engine.post("/containers/" + id + "/start");
    } catch (EngineException.Away | EngineException.Gone e) {
      throw e;
    } catch (EngineException e) {
      throw new StartRefused(StartFailure.describe(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public EndWatch startWatched() throws StartRefused {
    ExitWatch watch = ExitWatch.ofNextRun(engine, fates, id);
    try {
      startDetached();
      return new DetachedEnd(engine, id, watch);
    } catch (StartRefused | RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  @Override
  public Inside inside() {
    return inside;
  }

  @Override
  public void remove() {
    try {
      engine.delete("/containers/" + id + "?force=1&v=1");
    } catch (EngineException.Gone | EngineException.Conflict e) {
      // Gone, or being removed by somebody else: either way it will not be there.
      return;
    }
  }
}
