package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code enter}: a program in a container that already runs. */
final class EnterVerb implements Verb {
  private static final Option.Value<Target> CONTAINER_ID =
      Option.value(Kinds.CONTAINER, "--container-id");

  private static final Syntax SYNTAX =
      new Syntax(
          "enter",
          "enter [OPTION…] [PROCESS] [OPTION…] [--] [COMMAND…]",
          Stream.concat(Stream.of(CONTAINER_ID), ExecutionOptions.ALL.stream()).toList(),
          true);

  @Override
  public List<String> names() {
    return List.of("enter", "exec", "run:inside", "ps:exec");
  }

  @Override
  public String help() {
    return """
        enter [OPTION…] [PROCESS] [OPTION…] [--] [COMMAND…]
              (also: exec, run:inside, ps:exec)

        Runs a command in a container that is running. Without a command it is a
        shell. PROCESS is web.1, web (the lowest number), run.7, 7, a container's
        name or the beginning of its id; it may be left out, with -- before the
        command, if the app has one process type.

              --container-id ID  that container
          -e, --env NAME=VALUE   set a variable; may be repeated
          -u, --user USER        as that user (default: the container's)
          -w, --workdir DIR      in that folder (default: the container's)
              --shell            let /bin/sh read the command
              --no-shell         execute the words of the command as they are
          -q, --quiet            only the command's own output (also --silent)
              --help             this text

          ssh -t APP@host enter web.1

        Exit codes: the command's own; 2 wrong usage or no such process, 125 the
        gateway or the engine failed, 126 not executable, 127 not found, 128+N died
        of signal N.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.readOptions();
    Optional<Target> named = Optional.empty();
    if (!arguments.ended() && !arguments.has(CONTAINER_ID)) {
      named = arguments.takeWord(Kinds.TARGET_NAME);
      arguments.readOptions();
      if (arguments.has(CONTAINER_ID)) {
        named.ifPresent(
            target -> arguments.reject("option --container-id cannot stand beside " + target));
      }
    }
    Optional<Target> container = arguments.one(CONTAINER_ID);
    Optional<Target> target = container.isPresent() ? container : named;
    Execution execution = ExecutionOptions.read(arguments);
    return arguments.result(
        () -> new Command.Enter(target, execution, arguments.has(ExecutionOptions.QUIET)));
  }
}
