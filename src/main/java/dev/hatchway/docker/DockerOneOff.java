package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Inside;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Program;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Terminal;
import java.io.InputStream;

/** A one-off container of the Docker Engine. */
final class DockerOneOff implements OneOff {
  private final EngineApi engine;
  private final String id;
  private final OneOffPlan plan;
  private final String user;
  private final Inside inside;
  private final Fates fates;

  /**
   * @param user as the container's configuration names it, may be empty
   */
  DockerOneOff(
      EngineApi engine, String id, OneOffPlan plan, String user, Inside inside, Fates fates) {
    this.engine = engine;
    this.id = id;
    this.plan = plan;
    this.user = user;
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
  public Owner owner() {
    return new UserLookUp(engine, id).find(user);
  }

  @Override
  public void unpack(InputStream tar) {
    engine.putArchive("/containers/" + id + "/archive?path=%2F", tar);
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
