package dev.hatchway.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All the commands that there are, and which of them belong to which account. */
final class Verbs {
  private static final String VERSION_HELP =
      """
      version   (also: --version)

      Prints which Hatchway this is.

            --help  this text

        ssh APP@host version

      Exit codes: 0; 2 wrong usage.
      """;

  private static final String WHO_AM_I_HELP =
      """
      whoami

      Prints who you are here: your name, your key, and what it may do.

            --help  this text

        ssh APP@host whoami

      Exit codes: 0; 2 wrong usage.
      """;

  private final List<Verb> ofApp;
  private final List<Verb> ofBoth;
  private final Verb processes;

  Verbs() {
    Verb run = new RunVerb();
    processes = new ShellVerb(run);
    ofApp =
        List.of(
            run,
            processes,
            new EnterVerb(),
            new AttachVerb(),
            new WaitVerb(),
            new PsVerb(),
            new LogsVerb(),
            new StopVerb(),
            new KillVerb(),
            new InspectVerb(),
            new UploadsVerb(),
            new ConfigVerb(),
            new ReleasesVerb());
    List<Verb> plain =
        List.of(
            new PlainVerb(List.of("version", "--version"), new Command.Version(), VERSION_HELP),
            new PlainVerb(List.of("whoami"), new Command.WhoAmI(), WHO_AM_I_HELP),
            new AppsVerb());
    Verb help = new HelpVerb(Stream.concat(ofApp.stream(), plain.stream()).toList());
    ofBoth = Stream.concat(plain.stream(), Stream.of(help)).toList();
  }

  /** Returns the command of that name, empty if there is none. */
  Optional<Verb> find(String name) {
    return all().stream().filter(verb -> verb.names().contains(name)).findFirst();
  }

  /** Returns the command that runs its own first word, with those behind it. */
  Verb processes() {
    return processes;
  }

  /** Returns whether the gateway's own account has that command, too. */
  boolean isOfBoth(Verb verb) {
    return ofBoth.contains(verb);
  }

  /** Returns all the commands. */
  List<Verb> all() {
    return Stream.concat(ofApp.stream(), ofBoth.stream()).toList();
  }

  /** Returns the names of an app's commands. */
  List<String> names() {
    return all().stream().flatMap(verb -> verb.names().stream()).toList();
  }
}
