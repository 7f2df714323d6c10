package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Lookup;
import dev.hatchway.app.OneOffNumbers;
import dev.hatchway.app.Release;
import dev.hatchway.app.Releases;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.command.TerminalWish;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Origin;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.Terminal;
import dev.hatchway.model.Window;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The making of one-offs: what they are a copy of, what they run, and their names. */
public final class OneOffs {
  private static final Logger log = LoggerFactory.getLogger(OneOffs.class);

  /** So often another gateway may take the name first. */
  private static final int MOST_TRIES = 100;

  /** Of a client that has none itself: what a terminal was before there were windows. */
  private static final Terminal USUAL_TERMINAL = new Terminal("xterm", new Window(80, 24));

  private final Containers containers;
  private final OneOffNumbers numbers;
  private final Releases releases;
  private final RunDefaults defaults;
  private final Choices choices;
  private final InstantSource clock;

  public OneOffs(
      Containers containers,
      OneOffNumbers numbers,
      Releases releases,
      RunDefaults defaults,
      Choices choices,
      InstantSource clock) {
    this.containers = containers;
    this.numbers = numbers;
    this.releases = releases;
    this.defaults = defaults;
    this.choices = choices;
    this.clock = clock;
  }

  /** Returns what a run means whose first word may be a process type. */
  Command.Run meant(Visit visit, Command.Run typed, Narrator narrator) throws Refusal {
    return new ProcessWord(containers).expand(visit, typed, narrator);
  }

  /** Creates the container of a one-off; nothing runs in it yet. */
  OneOff create(Visit visit, Command.Run wish, Narrator narrator) throws Refusal {
    checkName(visit.app(), wish.name());
    Chosen chosen = choose(visit, wish, narrator);
    Optional<List<String>> words = words(chosen, wish, narrator);
    sayIfMoved(chosen, narrator);
    try (var _ = narrator.starting()) {
      return create(visit, wish, chosen, words, containers::create);
    }
  }

  /** Creates one whose own program only waits, for others to be entered. */
  OneOff createWaiting(Visit visit, Command.Run wish, Narrator narrator) throws Refusal {
    Chosen chosen = choose(visit, wish, narrator);
    sayIfMoved(chosen, narrator);
    try (var _ = narrator.starting()) {
      return create(visit, wish, chosen, Optional.empty(), containers::createWaiting);
    }
  }

  /**
   * What a one-off is made from.
   *
   * @param image instead of the origin's own
   */
  private record Chosen(Origin origin, Optional<ImageName> image, Limits limits) {}

  private Chosen choose(Visit visit, Command.Run wish, Narrator narrator) throws Refusal {
    Origin origin = origin(visit.app(), wish.basis().type());
    Limits limits = choices.limits(visit.app(), wish);
    Optional<Release> release = release(visit, wish, narrator);
    Optional<ImageName> named = choices.image(wish);
    if (release.isPresent()) {
      return new Chosen(origin, release.map(Release::image).map(ImageName::new), limits);
    }
    Optional<ImageName> needed = named.or(origin::named);
    if (needed.isPresent()) {
      new ImageSupply(containers).await(needed.get(), visit, narrator);
    }
    return new Chosen(origin, named, limits);
  }

  private void sayIfMoved(Chosen chosen, Narrator narrator) {
    if (chosen.image().isEmpty()
        && narrator.speaks()
        && chosen.origin() instanceof Origin.Running(var process)
        && containers.hasMoved(process)) {
      narrator.status(
          "%s means another image by now; this is the one that %s runs"
              .formatted(process.facts().imageName(), process.name()));
    }
  }

  private static void checkName(App app, Optional<String> name) throws Refusal {
    Optional<String> meaning = name.flatMap(app::taken);
    if (meaning.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE,
          "--name %s: that is %s in %s; choose another name"
              .formatted(name.orElse(""), meaning.get(), app.name()));
    }
  }

  private Optional<Release> release(Visit visit, Command.Run wish, Narrator narrator)
      throws Refusal {
    if (wish.basis().release().isEmpty()) {
      return Optional.empty();
    }
    Release release =
        new ChosenRelease(releases, containers).of(visit, wish.basis().release().get());
    narrator.status(
        "Release %s: %s, image %s".formatted(release.name(), release.tag(), release.shortImage()));
    return Optional.of(release);
  }

  /** Returns the terminal that the program of a one-off gets, empty if it gets none. */
  static Optional<Terminal> terminal(Client client, Command.Run wish) {
    if (wish.detach() || wish.terminal() == TerminalWish.NEVER) {
      return Optional.empty();
    }
    return wish.terminal() == TerminalWish.ALWAYS
        ? client.terminal().or(() -> Optional.of(USUAL_TERMINAL))
        : client.terminal();
  }

  private OneOff create(
      Visit visit,
      Command.Run wish,
      Chosen chosen,
      Optional<List<String>> words,
      Function<OneOffPlan, OneOff> maker)
      throws Refusal {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      int number = numbers.next(visit.app());
      try {
        OneOff oneOff = maker.apply(plan(visit, wish, chosen, words, number));
        if (!numbers.wasTaken(visit.name(), number, oneOff.container())) {
          return oneOff;
        }
        // Another gateway's one-off of that number came and went since the number was chosen.
        oneOff.remove();
      } catch (EngineException.Conflict e) {
        // Another gateway has that number: the engine's names decide, and the next is tried.
        log.debug("{}", e.getMessage());
      }
    }
    throw new Refusal(ExitCode.GATEWAY_FAILED, "no free name for a one-off; try again");
  }

  private OneOffPlan plan(
      Visit visit, Command.Run wish, Chosen chosen, Optional<List<String>> words, int number) {
    return new OneOffPlan(
        visit.name(),
        number,
        chosen.origin(),
        chosen.image(),
        words,
        wish.entrypoint(),
        wish.execution().environment(),
        wish.execution().user(),
        wish.execution().workdir(),
        chosen.limits(),
        terminal(visit.client(), wish),
        !wish.detach(),
        marks(visit, wish));
  }

  private OneOffPlan.Marks marks(Visit visit, Command.Run wish) {
    return new OneOffPlan.Marks(
        visit.client().grant().user(),
        visit.session(),
        clock.instant().plus(wish.lifetime().ttl().orElse(defaults.ttl())),
        wish.lifetime().idle().orElse(defaults.idle()),
        wish.detach()
            ? OnDisconnect.KEEP
            : wish.lifetime().onDisconnect().orElse(defaults.onDisconnect()),
        wish.name(),
        defaults.gateway(),
        wish.detach(),
        defaults.retention(wish));
  }

  private static Origin origin(App app, Optional<String> type) throws Refusal {
    if (app.declared().isPresent()) {
      var declared = app.declared().get();
      if (type.isPresent() && !declared.processes().containsKey(type.get())) {
        throw new Refusal(
            ExitCode.USAGE,
            "%s has no %s process; types: %s"
                .formatted(
                    app.name(), type.get(), String.join(" ", declared.processes().keySet())));
      }
      return new Origin.Declared(declared, type);
    }
    Lookup lookup = type.isPresent() ? app.original(type.get()) : app.original();
    return new Origin.Running(Found.in(lookup));
  }

  /** Returns the words to execute; empty where a process type's own command is meant. */
  private Optional<List<String>> words(Chosen chosen, Command.Run wish, Narrator narrator)
      throws Refusal {
    return switch (wish.execution().program()) {
      case Program.Words(List<String> words) -> {
        hintAtTerminal(words, wish, narrator);
        yield Optional.of(words);
      }
      case Program.ShellText(String text) -> Optional.of(List.of("/bin/sh", "-c", text));
      case Program.AnyShell() -> {
        if (wish.basis().type().isPresent() || wish.entrypoint().isPresent()) {
          yield wish.entrypoint().isPresent() ? Optional.of(List.of()) : Optional.empty();
        }
        if (wish.detach()) {
          throw new Refusal(
              ExitCode.USAGE, "a detached run needs a program: run --detach rake db:migrate");
        }
        Optional<String> found =
            chosen.image().isPresent()
                ? containers.shell(chosen.image().get())
                : containers.shell(chosen.origin());
        List<String> shell = List.of(narrator.shell(found));
        hintAtTerminal(shell, wish, narrator);
        yield Optional.of(shell);
      }
    };
  }

  /** Whoever says what they want, or does not wait for it, needs no hint. */
  private static void hintAtTerminal(List<String> words, Command.Run wish, Narrator narrator) {
    if (wish.terminal() == TerminalWish.AS_CLIENT && !wish.detach()) {
      narrator.hintAtTerminal(words);
    }
  }
}
