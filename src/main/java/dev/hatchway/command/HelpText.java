package dev.hatchway.command;

import dev.hatchway.model.Login;
import java.util.Optional;

/** The words of {@code help}. */
public final class HelpText {
  private static final String OF_APP =
      """
      Hatchway: SSH into the containers of APP.

        run [COMMAND]            a command, or a shell, in a new container
        run:detached COMMAND     the same, without waiting for it
        bash, sh, console        that in a new container
        enter PROCESS [COMMAND]  a command, or a shell, in a container that runs
        attach run.N             back to a one-off
        wait run.N               until it has ended, with its exit code
        ps                       the processes and one-offs
        logs [PROCESS] [-f]      what they have printed
        stop PROCESS             end them
        kill PROCESS             send them a signal
        inspect PROCESS          all about one of them
        uploads                  the files that wait for your next one-off
        config                   the names of the app's variables
        releases                 what ran when
        apps                     the apps that you may use
        whoami                   who you are here, and what you may do
        version                  which Hatchway this is
        help COMMAND             all about one of these

      For a terminal, say -t to ssh:

        ssh -t APP@host run bash
        ssh -t APP@host enter web.1
        ssh APP@host run env

      """;

  private static final String OF_GATEWAY =
      """
      Hatchway: SSH into your containers. This is the gateway's own account.

        apps                     the apps that you may use
        whoami                   who you are here, and what you may do
        version                  which Hatchway this is
        help COMMAND             all about one command

      The commands of an app take its name behind them:

        run, run:detached, bash, sh, console, enter, attach, wait, ps, logs, stop,
        kill, inspect, uploads, config, releases

        ssh -t APP@host run bash
        ssh APP@host ps

      The app has an account of its own, too, where they go without its name:

        ssh APP@host

      """;

  private final Verbs verbs = new Verbs();
  private final Addressing addressing = new Addressing(verbs);

  /** Makes the help for all commands. */
  public HelpText() {}

  /** Returns the text, with the reader's login in its examples. */
  public String of(Login login, Command.Help help) {
    Optional<Verb> verb = help.topic().flatMap(verbs::find);
    return addressing.of(login, verb.map(known -> of(login, known)).orElseGet(() -> all(login)));
  }

  /** The gateway's own account has the app's name behind the command. */
  private String of(Login login, Verb verb) {
    boolean takesApp = login instanceof Login.OfGateway && !verbs.isOfBoth(verb);
    return takesApp ? verb.help().replaceFirst(" ", " APP ") : verb.help();
  }

  private static String all(Login login) {
    return switch (login) {
      case Login.OfApp _, Login.OfProcess _ -> OF_APP;
      case Login.OfGateway _ -> OF_GATEWAY;
    };
  }
}
