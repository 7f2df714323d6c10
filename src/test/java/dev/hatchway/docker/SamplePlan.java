package dev.hatchway.docker;

import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Origin;
import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.Terminal;
import dev.hatchway.model.User;
import dev.hatchway.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The plan of {@code run.7} of the app {@code shop}, and what a person wants otherwise. */
final class SamplePlan {
  private Map<String, String> environment = Map.of();
  private Optional<List<String>> words = Optional.empty();
  private Optional<List<String>> entrypoint = Optional.empty();
  private Optional<String> user = Optional.empty();
  private Optional<String> workdir = Optional.empty();
  private Limits limits = Limits.NONE;
  private Optional<Terminal> terminal = Optional.empty();
  private boolean attached = true;

  /** What a file declares of the app. */
  static DeclaredApp declared() {
    return new DeclaredApp(
        new AppName("shop"),
        new ImageName("shop:42"),
        Map.of("web", "puma -C x"),
        Map.of("A", "1"),
        List.of("front", "back"),
        List.of("data:/data"),
        Optional.of("app"),
        Optional.empty(),
        Optional.empty(),
        new Limits(OptionalLong.of(1_000_000_000L), OptionalLong.of(512L << 20)),
        Optional.empty(),
        Map.of());
  }

  SamplePlan environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  SamplePlan words(String... program) {
    words = Optional.of(List.of(program));
    return this;
  }

  SamplePlan entrypoint(String... program) {
    entrypoint = Optional.of(List.of(program));
    return this;
  }

  SamplePlan as(String userAndGroup) {
    user = Optional.of(userAndGroup);
    return this;
  }

  SamplePlan in(String folder) {
    workdir = Optional.of(folder);
    return this;
  }

  SamplePlan limits(long cpus, long bytes) {
    limits = new Limits(OptionalLong.of(cpus), OptionalLong.of(bytes));
    return this;
  }

  SamplePlan terminal(int columns, int rows) {
    terminal = Optional.of(new Terminal("xterm-kitty", new Window(columns, rows)));
    return this;
  }

  SamplePlan detached() {
    attached = false;
    return this;
  }

  OneOffPlan make() {
    return new OneOffPlan(
        new AppName("shop"),
        7,
        new Origin.Declared(declared(), Optional.empty()),
        Optional.empty(),
        words,
        entrypoint,
        environment,
        user,
        workdir,
        limits,
        terminal,
        attached,
        new OneOffPlan.Marks(
            new User("alice"),
            "0123abcd",
            Instant.parse("2026-11-22T10:00:00.987Z"),
            Duration.ofMinutes(30),
            attached ? OnDisconnect.STOP : OnDisconnect.KEEP,
            Optional.empty(),
            new GatewayId("0123456789abcdef"),
            !attached,
            attached ? Optional.of(Duration.ZERO) : Optional.empty()));
  }
}
