package dev.hatchway;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What most tests share: an engine with the sample app and the other apps, and one gateway beside
 * them. Each is started when a test first needs it, and all are gone when the last test has ended.
 */
final class World implements AutoCloseable {
  private final Machine machine = new Machine();
  private final Once<TestEngine> engine = new Once<>(() -> new TestEngine(machine));
  private final Once<TestImages> images = new Once<>(() -> TestImages.make(engine()));
  private final Once<SampleApp> app = new Once<>(() -> SampleApp.start(engine(), images()));
  private final Once<OtherApps> others = new Once<>(() -> OtherApps.start(engine(), images()));
  private final Once<ToolsApp> tools = new Once<>(() -> ToolsApp.start(engine()));
  private final Once<TestGateway> gateway =
      new Once<>(
          () -> {
            app();
            others();
            return TestGateway.start(Home.create(machine));
          });

  Machine machine() {
    return machine;
  }

  TestEngine engine() {
    return engine.get();
  }

  TestImages images() {
    return images.get();
  }

  /** The sample app, with {@code web} and {@code worker}. */
  SampleApp app() {
    return app.get();
  }

  OtherApps others() {
    return others.get();
  }

  /** The app whose image has what tools need. */
  ToolsApp tools() {
    return tools.get();
  }

  /** The shared gateway, for tests that do not stop it. */
  TestGateway gateway() {
    return gateway.get();
  }

  /** Alice at the sample app through the shared gateway. */
  Ssh ssh() {
    return gateway().ssh(app().name());
  }

  /** A new person, whose uploads are nobody else's, at the sample app. */
  Ssh newcomer() {
    return ssh().with(gateway().home().newUser("newcomer" + machine.newNumber()));
  }

  @Override
  public void close() {
    // In the end whatever a test left is removed, also if the gateway does not end well.
    try (machine;
        var _ = engine) {
      gateway.close();
    }
  }

  /** A thing that is made when it is first asked for, and closed only if it was. */
  private static final class Once<T> implements AutoCloseable {
    private final Supplier<T> maker;
    private @Nullable T made;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      T present = made;
      if (present == null) {
        present = maker.get();
        made = present;
      }
      return present;
    }

    @Override
    public synchronized void close() {
      if (made instanceof AutoCloseable open) {
        try {
          open.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
