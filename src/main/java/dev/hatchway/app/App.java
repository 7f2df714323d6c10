package dev.hatchway.app;

import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An app as it was at one moment.
 *
 * @param source where it was found: {@link #FILE}, or the label system of its formation
 * @param processes the formation by type and number, then the one-offs
 */
public record App(
    AppName name, String source, List<Process> processes, Optional<DeclaredApp> declared) {
  /** The source of an app that the operator declared. */
  public static final String FILE = "file";

  public App {
    processes = processes.stream().sorted().toList();
    Set<ProcessName> seen = new HashSet<>();
    for (Process process : processes) {
      if (!process.app().equals(name)) {
        throw new IllegalArgumentException(process.name() + " is of another app than " + name);
      }
      if (!seen.add(process.name())) {
        throw new IllegalArgumentException(process.name() + " is twice in " + name);
      }
    }
    if (declared.isPresent() && !declared.get().name().equals(name)) {
      throw new IllegalArgumentException("declared as another app than " + name);
    }
  }

  /** Returns the processes that the app consists of, running or not. */
  public List<Process> formation() {
    return processes.stream().filter(process -> !process.oneOff()).toList();
  }

  /** Returns the one-offs, running or not, those that Dokku started included. */
  public List<Process> oneOffs() {
    return processes.stream().filter(Process::oneOff).toList();
  }

  /** Returns all processes that run. */
  public List<Process> running() {
    return processes.stream().filter(Process::isRunning).toList();
  }

  /** Returns the process types of the formation, each once, in order. */
  public List<String> types() {
    return formation().stream().map(process -> process.name().type()).distinct().toList();
  }

  /** Returns the process types of the formation and those that the operator declared. */
  public Set<String> allTypes() {
    Set<String> types = new LinkedHashSet<>(types());
    declared.ifPresent(declaration -> types.addAll(declaration.processes().keySet()));
    return types;
  }

  /** Returns the process that the target names, running or not: for {@code logs} and the like. */
  public Lookup find(Target target) {
    return new Search(this, target).any();
  }

  /** Returns the process that the target names if it runs: for {@code enter} and the like. */
  public Lookup findRunning(Target target) {
    return new Search(this, target).running();
  }

  /** Returns what a word means already that is to be the name of a new one-off; empty: nothing. */
  public Optional<String> taken(String name) {
    if (allTypes().contains(name)) {
      return Optional.of("a process type");
    }
    return new Search(this, new Target(name)).taken().map(process -> process.name().toString());
  }

  /**
   * Returns the process that {@code enter} means without a target: if the formation has one type
   * only, the lowest number of it that runs.
   */
  public Optional<Process> defaultProcess() {
    return types().size() == 1
        ? formation().stream().filter(Process::isRunning).findFirst()
        : Optional.empty();
  }

  /** Returns the process that a one-off copies: of the type {@code web}, else of the only type. */
  public Lookup original() {
    return new Original(this).preferred();
  }

  /** Returns the process that a one-off of that type copies. */
  public Lookup original(String type) {
    return new Original(this).ofType(type);
  }
}
