package dev.hatchway;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code hatchway serve} and {@code hatchway check}. */
public final class Hatchway {
  private static final int USAGE = 2;

  private static final String HELP =
      """
      Hatchway: an SSH server into your containers.

      usage: hatchway serve [--home DIR] [--listen ADDR:PORT] [--docker-host URL]
             hatchway check [--home DIR] [--docker-host URL]
             hatchway --help | --version

        serve   serves SSH in the foreground until SIGTERM, which lets sessions end first;
                a second SIGTERM ends it at once
        check   says what is wrong with settings, keys and engine, and starts nothing

      options:
        --home DIR            the installation: conf/, keys/ and var/ (default: this folder)
        --listen ADDR:PORT    where to serve (default: listen in conf/hatchway.yaml,
                              127.0.0.1:2222); port 0 takes a free one
        --docker-host URL     the container engine, unix:///PATH or tcp://HOST:PORT (default:
                              engine.host in conf/hatchway.yaml, DOCKER_HOST,
                              unix:///var/run/docker.sock)

      example:
        hatchway serve --home /srv/hatchway --listen 0.0.0.0:2222

      exit codes: 0 stopped, or nothing wrong; 1 something is wrong (check); 2 wrong usage or
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
        return wrong("say serve or check");
      }
      ParseResult command = words.subcommand();
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

  private static int wrong(String message) {
    System.err.println("hatchway: " + message);
    System.err.println("hatchway: see hatchway --help");
    return USAGE;
  }

  private static CommandSpec spec() {
    return CommandSpec.create()
        .name("hatchway")
        .addSubcommand("serve", withPlace("serve").addOption(text("--listen")))
        .addSubcommand("check", withPlace("check"));
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
