package dev.hatchway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unmodified OpenSSH client with a key, a login and options, and none of the configuration of
 * whoever runs the tests.
 */
record Ssh(TestGateway gateway, Path key, String login, List<String> options) {
  Ssh {
    options = List.copyOf(options);
  }

  /** The same client with another login, such as {@code shop+web.1}. */
  Ssh as(String anotherLogin) {
    return new Ssh(gateway, key, anotherLogin, options);
  }

  Ssh with(Path anotherKey) {
    return new Ssh(gateway, anotherKey, login, options);
  }

  /** The same client with more options of {@code ssh}. */
  Ssh with(String... more) {
    return new Ssh(gateway, key, login, Stream.concat(Stream.of(more), options.stream()).toList());
  }

  /** The same client, asking for a terminal though it has none itself, so that bytes pass as is. */
  Ssh withTerminal() {
    return with("-tt", "-e", "none");
  }

  Result run(String... words) {
    return command(words).run();
  }

  Running start(String... words) {
    return command(words).start();
  }

  /** The client as a program; {@code ssh} joins the words with blanks, as it does for everybody. */
  Program command(String... words) {
    List<String> all = new ArrayList<>(List.of("ssh", "-F", "none"));
    all.addAll(common());
    all.addAll(List.of("-p", Integer.toString(gateway.port())));
    all.add(login + "@127.0.0.1");
    all.addAll(List.of(words));
    return gateway.home().machine().program(all);
  }

  /**
   * Copies with {@code scp}; the word {@code :} and what follows it in a name stand for the far
   * side, {@code :dir/} for {@code login@host:dir/}.
   */
  Result scp(String... words) {
    return scpProgram(words).run();
  }

  /** {@link #scp} as a program. */
  Program scpProgram(String... words) {
    List<String> all = new ArrayList<>(List.of("scp", "-F", "none"));
    all.addAll(common());
    all.addAll(List.of("-o", "Port=" + gateway.port()));
    for (String word : words) {
      all.add(word.startsWith(":") ? login + "@127.0.0.1" + word : word);
    }
    return gateway.home().machine().program(all).within(Machine.LONG_LIMIT);
  }

  /** Runs {@code sftp} with these lines as its batch, which ends at the first failure. */
  Result sftp(String... lines) {
    List<String> all = new ArrayList<>(List.of("sftp", "-F", "none"));
    all.addAll(List.of("-P", Integer.toString(gateway.port())));
    all.addAll(common());
    all.addAll(List.of("-b", "-", login + "@127.0.0.1"));
    return gateway.home().machine().program(all).reading(String.join("\n", lines) + "\n").run();
  }

  private List<String> common() {
    // First: of two values for one option the client takes the first (ssh_config(5)).
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-i", key.toString(), "-o", "IdentitiesOnly=yes"));
    all.addAll(List.of("-o", "IdentityAgent=none", "-o", "BatchMode=yes"));
    all.addAll(List.of("-o", "UserKnownHostsFile=" + gateway.home().folder().resolve("known")));
    all.addAll(List.of("-o", "StrictHostKeyChecking=accept-new", "-o", "LogLevel=ERROR"));
    all.addAll(List.of("-o", "GlobalKnownHostsFile=none", "-o", "ConnectTimeout=15"));
    return all;
  }
}
