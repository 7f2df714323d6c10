package dev.hatchway.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A program and what the client wants to be otherwise for it than for the app's own processes.
 *
 * @param environment variables that are added, in the order in which they were given
 * @param user the user, or user and group, as {@code docker run --user} takes them
 * @param workdir an absolute path
 * @param withoutShell whether no shell may read any part of it, whatever the program
 */
public record Execution(
    Program program,
    Map<String, String> environment,
    Optional<String> user,
    Optional<String> workdir,
    boolean withoutShell) {
  public Execution {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Returns the same execution with these variables and no others. */
  Execution with(Map<String, String> variables) {
    return new Execution(program, variables, user, workdir, withoutShell);
  }

  /** Returns the execution of a program with nothing otherwise. */
  public static Execution of(Program program) {
    return new Execution(program, Map.of(), Optional.empty(), Optional.empty(), false);
  }

  /** Returns the same with another program. */
  Execution with(Program another) {
    return new Execution(another, environment, user, workdir, withoutShell);
  }
}
