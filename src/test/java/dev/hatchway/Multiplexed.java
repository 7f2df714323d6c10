package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of OpenSSH's client that many commands share (ControlMaster), as Ansible and
 * others use it.
 */
record Multiplexed(Ssh ssh, Running master) implements AutoCloseable {
  /** Opens the connection and waits until commands can use it. */
  static Multiplexed open(Ssh ssh) {
    // Short: the path of a UNIX socket has at most 107 bytes, and ssh adds some while it is made.
    Path socket = ssh.gateway().home().machine().newFile("mux");
    Ssh sharing = ssh.with("-o", "ControlPath=" + socket);
    Running master = sharing.with("-M", "-N").command().start();
    await("connection")
        .atMost(Machine.LIMIT)
        .failFast(master::mustBeAlive)
        .until(() -> Files.exists(socket));
    return new Multiplexed(sharing, master);
  }

  /** Runs a line through the connection; an empty line is a shell. */
  Result run(String line) {
    return command(line).run();
  }

  Program command(String line) {
    // A line of its own may begin with a dash, and ssh would take it for an option.
    List<String> words = new ArrayList<>();
    if (!line.isEmpty()) {
      words.addAll(line.startsWith("-") ? List.of("--", line) : List.of(line));
    }
    return ssh.command(words.toArray(String[]::new));
  }

  /** Closes the connection, as the client does it in the end. */
  void exit() {
    ssh.with("-O", "exit").command().run();
    master.end();
  }

  @Override
  public void close() {
    master.close();
  }
}
