package dev.hatchway.command;

import dev.hatchway.model.AppName;
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

      The commands of an app, with its name behind them:

        run APP [COMMAND]        ssh APP@host run [COMMAND]
        enter APP PROCESS        ssh APP@host enter PROCESS

      All of them:

        ssh APP@host help

      """;

  private static final String PLACEHOLDER = "APP";

  private final Verbs verbs = new Verbs();

  /** Makes the help for all commands. */
  public HelpText() {}

  /** Returns the text, with the app of the login in its examples. */
  public String of(Login login, Command.Help help) {
    String text =
        help.topic().flatMap(verbs::find).map(Verb::help).orElseGet(() -> overview(login));
    return addressed(login, text);
  }

  /** Writes the login's app in place of the placeholder, if it can be the name of one. */
  static String addressed(Login login, String text) {
    return app(login).map(app -> text.replace(PLACEHOLDER, app.value())).orElse(text);
  }

  private static String overview(Login login) {
    return switch (login) {
      case Login.OfApp _, Login.OfProcess _ -> OF_APP;
      case Login.OfGateway _ -> OF_GATEWAY;
    };
  }

  private static Optional<AppName> app(Login login) {
    return switch (login) {
      case Login.OfApp(String app) -> AppName.parse(app);
      case Login.OfProcess(String app, String _) -> AppName.parse(app);
      case Login.OfGateway() -> Optional.empty();
    };
  }
}
