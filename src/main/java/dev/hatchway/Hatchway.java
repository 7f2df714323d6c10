package dev.hatchway;

import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code hatchway serve}, {@code hatchway check} and {@code hatchway audit}. */
public final class Hatchway {
  private static final int USAGE = 2;

  private static final String HELP =
      """
      Hatchway: an SSH server into your containers.

      usage: hatchway serve [--home DIR] [--listen ADDR:PORT] [--docker-host URL]
             hatchway check [--home DIR] [--docker-host URL]
             hatchway audit verify [--home DIR] [--from LINE]
             hatchway audit tail [--home DIR] [-n LINES] [-f]
             hatchway audit search [--home DIR] [--user NAME] [--app APP] [--event EVENT]
                                   [--session ID] [--since 2h|DATE]
             hatchway --help | --version

        serve   serves SSH in the foreground until SIGTERM, which lets sessions end first;
                a second SIGTERM ends it at once
        check   says what is wrong with settings, keys and engine, and starts nothing
        audit   reads the audit log, also of a gateway that runs: verify says whether a line was
                changed, moved, added or removed, tail and search print lines, for jq for example

      options:
        --home DIR            the installation: conf/, keys/ and var/ (default: this folder)
        --listen ADDR:PORT    where to serve (default: listen in conf/hatchway.yaml,
                              127.0.0.1:2222); port 0 takes a free one
        --docker-host URL     the container engine, unix:///PATH or tcp://HOST:PORT (default:
                              engine.host in conf/hatchway.yaml, DOCKER_HOST,
                              unix:///var/run/docker.sock)
        --from LINE           the first line that must be there (default: 1), if files with older
                              ones were put away
        -n LINES, -f          how many of the last lines (default: 20); then those that come
        --since 2h|DATE       not what is older than that, or than 2026-11-21[T10:00:00Z] (UTC)

      examples:
        hatchway serve --home /srv/hatchway --listen 0.0.0.0:2222
        hatchway audit search --home /srv/hatchway --user alice --since 2h

      exit codes: 0 stopped, or nothing wrong; 1 something is wrong (check, audit); 2 wrong usage or
      settings; 125 the engine does not answer, or the port or the home is taken
      """;

  private Hatchway() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
      (arguments.isEmpty() ? System.err : System.out).print(HELP);
      return arguments.isEmpty() ? USAGE : 0;
    }
    if (arguments.contains("--version")) {
      System.out.println("Hatchway " + Version.current());
      return 0;
    }
    try {
      ParseResult words =
          new CommandLine(spec())
              .setExpandAtFiles(false)
              .parseArgs(arguments.toArray(String[]::new));
      if (!words.hasSubcommand()) {
        return wrong("say serve, check or audit");
      }
      ParseResult command = words.subcommand();
      if (command.commandSpec().name().equals(Audit.NAME)) {
        return audit(command);
      }
      Options options =
          new Options(
              command.matchedOptionValue("--home", "."),
              command.matchedOptionValue("--listen", ""),
              command.matchedOptionValue("--docker-host", ""));
      return command.commandSpec().name().equals("serve")
          ? new Serve(options).run()
          : new Check(options).run();
    } catch (UnmatchedArgumentException e) {
      return wrong("unknown word " + e.getUnmatched().getFirst());
    } catch (ParameterException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  private static int audit(ParseResult words) {
    if (!words.hasSubcommand()) {
      return wrong("say audit verify, audit tail or audit search");
    }
    ParseResult command = words.subcommand();
    Options options = new Options(command.matchedOptionValue("--home", "."), "", "");
    try {
      return new Audit(options.homeFolder(), Clock.systemUTC()).run(command);
    } catch (WrongStart e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  private static int wrong(String message) {
    System.err.println("hatchway: " + message);
    System.err.println("hatchway: see hatchway --help");
    return USAGE;
  }

  private static CommandSpec spec() {
    return CommandSpec.create()
        .name("hatchway")
        .addSubcommand("serve", withPlace("serve").addOption(text("--listen")))
        .addSubcommand("check", withPlace("check"))
        .addSubcommand(Audit.NAME, Audit.spec());
  }

  private static CommandSpec withPlace(String name) {
    return CommandSpec.create()
        .name(name)
        .addOption(text("--home"))
        .addOption(text("--docker-host"));
  }

  private static OptionSpec text(String name) {
    return OptionSpec.builder(name).type(String.class).paramLabel("VALUE").build();
  }
}
