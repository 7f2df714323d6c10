package dev.hatchway.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that {@code run} and {@code enter} share, and the program behind them. */
final class ExecutionOptions {
  static final Option.Flag QUIET = Option.flag("--quiet", "-q", "--silent");

  private static final Option.Value<Map.Entry<String, String>> ENV =
      Option.value(Kinds.VARIABLE_WITH_VALUE, "--env", "-e");
  private static final Option.Value<String> USER =
      Option.value(Kinds.USER_AND_GROUP, "--user", "-u");
  private static final Option.Value<String> WORKDIR = Option.value(Kinds.FOLDER, "--workdir", "-w");
  private static final Option.Flag SHELL = Option.flag("--shell");
  private static final Option.Flag NO_SHELL = Option.flag("--no-shell");

  static final List<Option> ALL = List.of(QUIET, ENV, USER, WORKDIR, SHELL, NO_SHELL, Syntax.HELP);

  private ExecutionOptions() {}

  /** Takes the program, and what the options say about it. */
  static Execution read(Arguments arguments) {
    Map<String, String> environment = new LinkedHashMap<>();
    arguments.all(ENV).forEach(entry -> environment.put(entry.getKey(), entry.getValue()));
    Optional<String> user = arguments.one(USER);
    Optional<String> workdir = arguments.one(WORKDIR);
    arguments.exclude(SHELL, NO_SHELL);
    Program program = arguments.takeProgram(shell(arguments));
    return new Execution(program, environment, user, workdir, arguments.has(NO_SHELL));
  }

  private static ProgramRule.Shell shell(Arguments arguments) {
    if (arguments.has(SHELL)) {
      return ProgramRule.Shell.ALWAYS;
    }
    return arguments.has(NO_SHELL) ? ProgramRule.Shell.NEVER : ProgramRule.Shell.AS_NEEDED;
  }
}
