package dev.hatchway.app;

import dev.hatchway.app.Lookup.Ambiguous;
import dev.hatchway.app.Lookup.Found;
import dev.hatchway.app.Lookup.None;
import dev.hatchway.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The search for the process that a word means, among the processes of one app only. A name wins
 * over a number, a number over a type, and all of them over what the engine calls the container and
 * what the owner calls it.
 */
record Search(App app, Target target) {
  /** Shorter ones would be guesses; from 4 characters on is what the commands promise. */
  private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{4,64}");

  private static final String NUMBER_PREFIX = "one-off-";

  /** Finds it whether it runs or not; of a type the lowest number. */
  Lookup any() {
    List<Process> found = matching();
    if (found.isEmpty()) {
      return new None("no process %s in %s. %s".formatted(word(), app.name(), whatRuns()));
    }
    if (found.size() == 1 || isType(found.getFirst())) {
      return new Found(found.getFirst());
    }
    return new Ambiguous(
        "%s is ambiguous in %s: %s. Type more of it."
            .formatted(word(), app.name(), Words.joined(names(found))));
  }

  /** Finds it only if it runs; of a type the lowest number that does. */
  Lookup running() {
    // What is named is decided among all: a word for an ended process never falls to another one.
    return switch (any()) {
      case Found(Process process) when process.isRunning() -> new Found(process);
      case Found(Process process) -> sameType(process);
      case None none -> none;
      case Ambiguous ambiguous -> ambiguous;
    };
  }

  /** Finds what the word means by itself, or is given to by one that has not ended. */
  Optional<Process> taken() {
    return meant()
        .or(() -> Optional.of(named()))
        .flatMap(found -> found.stream().findFirst())
        .filter(process -> !isAlias(process) || !process.isOver());
  }

  private List<Process> matching() {
    return meant()
        .or(() -> Optional.of(named()).filter(found -> !found.isEmpty()))
        .orElseGet(() -> app.processes().stream().filter(this::isIdPrefix).toList());
  }

  private Optional<List<Process>> meant() {
    return Stream.<Predicate<Process>>of(
            this::isName, this::isNumber, this::isType, this::isQualified, this::isContainer)
        .map(meaning -> app.processes().stream().filter(meaning).toList())
        .filter(found -> !found.isEmpty())
        .findFirst();
  }

  /** A name may be given again once its one-off has ended: those that last, else the newest. */
  private List<Process> named() {
    List<Process> named = app.oneOffs().stream().filter(this::isAlias).toList();
    List<Process> lasting = named.stream().filter(process -> !process.isOver()).toList();
    return lasting.isEmpty() && !named.isEmpty() ? List.of(named.getLast()) : lasting;
  }

  private boolean isAlias(Process process) {
    return process.alias().equals(Optional.of(target.text()));
  }

  private boolean isName(Process process) {
    return process.name().toString().equals(target.text());
  }

  private boolean isNumber(Process process) {
    String number = Integer.toString(process.name().number());
    return process.name().isOneOff()
        && (target.text().equals(number) || target.text().equals(NUMBER_PREFIX + number));
  }

  private boolean isType(Process process) {
    return process.name().type().equals(target.text());
  }

  private boolean isQualified(Process process) {
    return target.text().equals(app.name() + "." + process.name());
  }

  private boolean isContainer(Process process) {
    return !target.text().isEmpty() && process.facts().name().equals(target.text());
  }

  private boolean isIdPrefix(Process process) {
    return ID_PREFIX.matcher(target.text()).matches()
        && process.facts().id().startsWith(target.text());
  }

  private Lookup sameType(Process ended) {
    if (isType(ended)) {
      List<Process> running = app.running().stream().filter(this::isType).toList();
      if (!running.isEmpty()) {
        return new Found(running.getFirst());
      }
    }
    return new None(
        "%s in %s is not running but %s. %s"
            .formatted(ended.name(), app.name(), ended.facts().state().word(), whatRuns()));
  }

  private String whatRuns() {
    List<Process> running = app.running();
    return running.isEmpty() ? "Nothing is running." : "Running: " + Words.joined(names(running));
  }

  private String word() {
    return Words.shown(target.text());
  }

  private static List<String> names(List<Process> processes) {
    return processes.stream().map(process -> process.name().toString()).toList();
  }
}
