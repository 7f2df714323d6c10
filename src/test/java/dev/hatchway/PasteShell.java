package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell into which lines of a document are pasted one after the other. The {@code ssh}, {@code
 * scp} and {@code sftp} in it are the system's own, with a configuration that says which gateway
 * {@code host} and {@code localhost} are.
 */
final class PasteShell {
  /** How documents call the app, and their one-off. */
  private static final Pattern APP =
      Pattern.compile("\\bshop(?=[@+])|(?<=hatchway@host run )shop\\b");

  private static final String ONE_OFF = "run.7";
  private static final Pattern STARTED = Pattern.compile("^\\S+\\.(run\\.[0-9]+)$");
  private static final Pattern PORT = Pattern.compile(" -p [0-9]+");
  private static final Pattern TERMINAL = Pattern.compile("(?<=^ssh .{0,40})-t ");

  private final Machine machine;
  private final String app;
  private final Path folder;
  private final Path programs;
  private String oneOff = ONE_OFF;

  /** A shell of the client's person, whose login names the app. */
  PasteShell(Ssh ssh) {
    this.machine = ssh.gateway().home().machine();
    this.app = ssh.login();
    this.folder = machine.folder("pasted");
    this.programs = machine.folder("programs");
    Path config = machine.file("ssh_config", config(ssh).getBytes(StandardCharsets.UTF_8));
    List.of("ssh", "scp", "sftp").forEach(name -> write(programs.resolve(name), name, config));
  }

  /** The shell's current folder. */
  Path folder() {
    return folder;
  }

  /**
   * Runs a line to its end. One that asks for a terminal gets one, in which it says {@code exit}.
   */
  Result paste(String line) {
    String shown = PORT.matcher(line).replaceAll("");
    String mapped = APP.matcher(shown).replaceAll(app).replace(ONE_OFF, oneOff);
    boolean terminal = TERMINAL.matcher(mapped).find();
    String typed = TERMINAL.matcher(mapped).replaceFirst("-tt ");
    Result result = program(typed).reading(terminal ? "exit\n" : "").run();
    Matcher started = STARTED.matcher(result.out().strip());
    if (started.matches()) {
      oneOff = started.group(1);
    }
    return result;
  }

  /** A line as a program of this machine. */
  Program program(String line) {
    return machine
        .program("bash", "-c", "cd '%s' && set -o pipefail && %s".formatted(folder, line))
        .with("PATH", programs + ":" + System.getenv("PATH"));
  }

  private static String config(Ssh ssh) {
    return """
        Host host localhost
          HostName 127.0.0.1
          Port %d
          IdentityFile %s
          IdentitiesOnly yes
          IdentityAgent none
          BatchMode yes
          UserKnownHostsFile %s
          GlobalKnownHostsFile none
          StrictHostKeyChecking accept-new
          LogLevel ERROR
          ConnectTimeout 15
        """
        .formatted(ssh.gateway().port(), ssh.key(), ssh.gateway().home().folder().resolve("known"));
  }

  private static void write(Path program, String name, Path config) {
    String script =
        """
        #!/bin/sh
        PATH=${PATH#*:}
        exec %s -F '%s' "$@"
        """
            .formatted(name, config);
    try {
      Files.writeString(program, script);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
